"""The units that lines of a table can belong to, and the many ways in which an office names them."""
