"""Why a cell has no usable value."""


class ValueProblem(Exception):
    """``code`` for programs, ``message`` in Chinese for whoever filled in the cell: what is expected, an example."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
