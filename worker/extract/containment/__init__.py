"""What holds a reading child: a view of few files, no network, its own user, and bounds on all."""
