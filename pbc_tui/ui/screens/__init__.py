"""One module per screen; the style of a screen lies beside it. A screen is imported when shown."""
