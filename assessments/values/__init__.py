"""Values of parameters: which shape each has, and how it reads. Pure; models, rules and forms stand above."""
