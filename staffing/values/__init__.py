"""What cells about people mean: names, identity numbers, answers from lists, posts, and remarks beside them."""
