"""Figures: pure functions from data to a Plotly figure, an HTML text or an SVG text."""
