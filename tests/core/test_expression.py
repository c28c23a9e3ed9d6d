"""The trees that equations and their derivatives are made of."""

from core.expression import Ahead, Product, Sum, Variable, nodes


def test_the_nodes_of_a_tree_are_all_that_it_is_made_of() -> None:
    c, f, later = Variable("c"), Variable("f"), Variable("y")
    tree = Sum(Product(c, f), Ahead(later))
    assert {node for node in nodes(tree) if isinstance(node, Variable)} == {c, f, later}
