"""What the fuzzing of the roster import feeds it: real workbooks of every format, and ways to damage them."""
