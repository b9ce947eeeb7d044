"""The floor: a Streamlit page with the same choice of day and nothing else."""

import streamlit as st

day = st.selectbox("截至日期", ["2022-12-26", "2022-12-19"], key="box_as_of")
st.title(day)
