"""Every register of the portal passes the inherited cases."""

from tests.registers.cases import RegisterCases
from tests.registers.samples import SAMPLES, key_of, registers


def test_every_register_has_a_sample() -> None:
    assert {key_of(register) for register in registers()} == set(SAMPLES)


for _register in registers():
    _name = f"Test{_register.name.title().replace('_', '')}"
    globals()[_name] = type(_name, (RegisterCases,), {"register": _register})
