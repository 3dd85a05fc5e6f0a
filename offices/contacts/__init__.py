"""联络人 beyond their register: who is proposed, and setting many at once."""
