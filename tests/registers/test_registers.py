"""Every register of the portal passes the inherited cases."""

from tests.registers.cases import class_of_cases
from tests.registers.samples import SAMPLES, key_of, registers


def test_every_register_has_a_sample() -> None:
    assert {key_of(register) for register in registers()} == set(SAMPLES)


for _register in registers():
    _cases = class_of_cases(_register)
    globals()[_cases.__name__] = _cases
