"""What goes back to the user as a workbook: the own one with its errors marked, a blank one, the present state."""
