"""What is made of a case's many statements: so far, its summary.

Nothing here judges, merges or rewords what anybody said. What looks alike is put side by side, and
whether it is the same is for people to say.
"""
