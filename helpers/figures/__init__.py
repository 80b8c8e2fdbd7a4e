"""Numbers in, plotly out: a skeleton made once and a frame for every move. Nothing here is displayed."""
