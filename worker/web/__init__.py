"""The review pages: server-rendered, readable without JavaScript, nothing from outside."""
