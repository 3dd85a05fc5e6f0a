"""Personal numbers as shown to those without the right, or the need, to see them whole."""


def mask_id_number(number: str) -> str:
    """``360802199001011234`` → ``360802********1234``."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 10 else "*" * len(number)


def mask_phone(number: str) -> str:
    """``13812345678`` → ``138****5678``; shorter numbers keep their last two digits."""
    if len(number) >= 11:
        return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
    return f"{'*' * max(len(number) - 2, 0)}{number[-2:]}"
