"""The book of tables about records that registers declare: how stations stand, how many people live where, papers.

``core/registers/tables.py`` says what a register lets in; ``kinds`` makes kinds of table of it, ``comparing`` compares
rows with what is on record, ``writing`` writes and ``undo`` takes back.
"""
