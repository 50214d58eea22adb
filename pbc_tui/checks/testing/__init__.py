"""Running the tests of one file under another interpreter, and hearing of each one's outcome."""
