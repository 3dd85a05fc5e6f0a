"""What written texts mean, in a cell of a table or typed into a form: the same readers for both.

Each returns a value, plain or as ``Several`` or ``WithNote``, or raises ``ValueProblem``, nothing else.
"""
