"""Identifiers, dates, times and amounts of money, found by rule and checked where a rule allows."""

from models.inference.identifiers.registry import RULES, find

__all__ = ["RULES", "find"]
