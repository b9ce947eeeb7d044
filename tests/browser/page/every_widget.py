"""A Streamlit page with every widget the house uses or may use, all its own words in Chinese."""

from __future__ import annotations

import time
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="星图", layout="wide")


def tables() -> None:
    """Grids: their toolbars and menus."""
    st.title("表格")
    frame = pd.DataFrame(
        {
            "村": ["瓦岗村", "东田村", "西田村", "瓦屋村"],
            "数值": [80.0, 12.5, None, 3.0],
            "星数": [5, 3, 2, 3],
            "日期": [date(2022, 12, day) for day in (5, 12, 19, 26)],
            "时刻": pd.Timestamp("2022-12-05 08:30"),
            "达标": [True, False, True, True],
            "走势": [[1, 2, 3]] * 4,
            "备注": ["一", "二", "二", None],
            "进度": [0.1, 0.5, 0.7, 1.0],
        }
    )
    # Widths are fixed so that a test knows where each heading's menu is.
    shown = {
        "村": st.column_config.ButtonColumn(pinned=True, type="tertiary", key="open", width=100),
        "数值": st.column_config.NumberColumn(format="%.1f", width=100),
        "星数": st.column_config.NumberColumn(width=100),
        "日期": st.column_config.DateColumn(width=100),
        "时刻": st.column_config.DatetimeColumn(width=100),
        "达标": st.column_config.CheckboxColumn(width=100),
        "走势": st.column_config.LineChartColumn(width=100),
        "进度": st.column_config.ProgressColumn(width=100),
        "备注": st.column_config.TextColumn(width=100),
    }
    st.dataframe(
        frame,
        column_config=shown,
        hide_index=True,
        height=200,
        width="content",
        key="read",
        placeholder="缺",
        alt="排名表",
    )
    st.dataframe(frame, selection_mode="multi-row", on_select="rerun", height=200, key="choose")
    st.data_editor(
        frame[["村", "数值", "日期", "时刻", "达标", "备注"]],
        num_rows="dynamic",
        height=260,
        width="content",
        key="edit",
        column_config={
            "村": st.column_config.SelectboxColumn(options=list(frame["村"]), width=100),
            "数值": st.column_config.NumberColumn(max_value=100, required=True, width=100),
            "日期": st.column_config.DateColumn(width=100),
            "时刻": st.column_config.DatetimeColumn(width=100),
            "达标": st.column_config.CheckboxColumn(width=100),
            "备注": st.column_config.TextColumn(max_chars=3, width=100),
        },
    )
    st.table(frame[["村", "星数"]])
    st.pagination(12)


def inputs() -> None:
    """Fields and what they say about what is put in."""
    st.title("输入")
    st.selectbox("村", ["瓦岗村", "东田村"], index=None, help="选一个村。")
    st.selectbox("新村", ["瓦岗村"], accept_new_options=True)
    st.multiselect("各村", ["瓦岗村", "东田村", "西田村", "瓦屋村"])
    st.multiselect("两村", ["瓦岗村", "东田村"], max_selections=1)
    st.multiselect("没有", [])
    st.date_input("截至", date(2022, 12, 26), date(2022, 7, 4), date(2022, 12, 31))
    st.date_input("期间", (date(2022, 12, 5), date(2022, 12, 26)))
    st.date_input("空日期", None)
    st.datetime_input("时刻", pd.Timestamp("2022-12-26 09:00").to_pydatetime())
    st.time_input("钟点", None)
    st.number_input("数值", 0, 100, 50)
    st.number_input("空数值", value=None)
    st.text_input("理由", max_chars=20, help="写明依据。")
    st.text_input("口令", type="password", placeholder="请输入")
    st.text_input("编号", validate=r"\d+", key="checked")
    st.text_area("说明", max_chars=100)
    with st.form("上报"):
        st.text_input("经办", required=True)
        st.text_area("备注")
        st.form_submit_button("提交")
    st.segmented_control("看", ["星", "短板"])
    st.pills("星", ["支部过硬", "产业兴旺"])
    st.radio("类别", ["村", "社区"])
    st.slider("门槛", 0, 100, 50)
    st.select_slider("星级", ["一星", "二星", "三星"])
    st.toggle("只看未得")
    st.checkbox("含社区")


def files() -> None:
    """Uploads and what may go wrong with them."""
    st.title("文件")
    st.file_uploader("一个文件", ["csv", "txt"], max_upload_size=1, key="one")
    st.file_uploader("几个文件", "csv", accept_multiple_files=True, key="many")


def others() -> None:
    """What opens, runs, warns."""
    st.title("其他", help="标题的说明。")
    with st.expander("详情", expanded=False):
        st.write("内容")
    with st.popover("更多"):
        st.write("内容")
    st.menu_button("导出", ["表格", "文档"])
    st.download_button("下载", "村\n瓦岗村\n".encode("utf-8-sig"), "星图.csv")
    st.button("确定", help="按下即发布。", shortcut="Ctrl+S")
    if st.button("通知"):
        st.toast("已发布", duration="infinite")
    if st.button("计算"):
        with st.spinner("正在计算", show_time=False), st.status("步骤"):
            time.sleep(4)  # stands for a long computation, so that the spinner is in sight
    if st.button("对话"):
        ask()
    if st.button("出错"):
        raise ValueError("no such thing")
    st.tabs([f"第{one}项" for one in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯"])
    st.metric("得星", "36 颗", "2 颗")
    st.progress(0.5, "进度")
    st.feedback("thumbs")
    st.chat_input("说点什么")
    st.code("瓦岗", language=None)
    figure = go.Figure(go.Scatter(x=[1, 2], y=[1, 2]))
    st.plotly_chart(figure, config={"displayModeBar": False}, key="plot")
    st.header("链接", anchor="anchor")


def own() -> None:
    """Words of ours that happen to be Streamlit's: they stay as they were written."""
    st.title("Search")
    st.markdown("**Stop** Search", help="Open")
    st.html("<p title='Stop'>Search</p>")
    st.caption("Search")
    st.info("Search")
    st.code("Search", language=None)
    st.text_area("原文", "Search")
    st.table(pd.DataFrame({"Count": ["Search"]}))


@st.dialog("请确认")
def ask() -> None:
    """A dialog with a close button of Streamlit's own."""
    st.write("发布后不能修改。")


pages = [
    st.Page(lambda: st.title("首页"), title="首页", url_path="home", default=True),
    st.Page(inputs, title="输入", url_path="inputs"),
    st.Page(tables, title="表格", url_path="tables"),
    st.Page(files, title="文件", url_path="files"),
    st.Page(others, title="其他", url_path="others"),
    st.Page(own, title="原文", url_path="own"),
]
chosen = st.navigation(pages, position="hidden")
for one in pages:
    st.sidebar.page_link(one)
chosen.run()
