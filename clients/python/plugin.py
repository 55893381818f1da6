"""What the generated code has beyond that of ariadne-codegen: it is open to a newer server, and it is described."""

import ast
from collections.abc import Iterator
from typing import Any

from ariadne_codegen.plugins.base import Plugin as Base
from graphql import ExecutableDefinitionNode, FieldNode, OperationDefinitionNode


class Plugin(Base):
    def generate_enums_module(self, module: ast.Module) -> ast.Module:
        """Enums take values that are not known yet."""
        for statement in module.body:
            if isinstance(statement, ast.ClassDef):
                statement.bases = [ast.Name("OpenEnum")]
        module.body[0] = import_from("cluster_atlas.scalars", "OpenEnum")
        return module

    def generate_inputs_module(self, module: ast.Module) -> ast.Module:
        """Type checkers take an alias for the name of the argument, and so would refuse `or_` and `preferred_only`."""
        for field in fields(module):
            if isinstance(field.value, ast.Call):
                for keyword in field.value.keywords:
                    if keyword.arg == "alias":
                        keyword.arg = "validation_alias"
                        field.value.keywords.append(ast.keyword("serialization_alias", keyword.value))
                        break
        return module

    def generate_result_types_module(
        self, module: ast.Module, operation_definition: ExecutableDefinitionNode
    ) -> ast.Module:
        return opened(module)

    def generate_fragments_module(self, module: ast.Module, fragments_definitions: Any) -> ast.Module:
        return opened(module)

    def generate_client_method(
        self,
        method_def: ast.FunctionDef | ast.AsyncFunctionDef,
        operation_definition: OperationDefinitionNode,
    ) -> ast.FunctionDef | ast.AsyncFunctionDef:
        """Methods are described as the fields they ask for, and take no other arguments than those of the query."""
        method_def.args.kwarg = None
        for part in ast.walk(method_def):
            if isinstance(part, ast.Call):
                part.keywords = [keyword for keyword in part.keywords if keyword.arg]
        (field,) = operation_definition.selection_set.selections
        assert isinstance(field, FieldNode) and self.schema.query_type
        described = self.schema.query_type.fields[field.name.value]
        if field.selection_set and len(field.selection_set.selections) == 1:
            inner = field.selection_set.selections[0]
            if isinstance(inner, FieldNode):  # one list of one thing, such as the figures of a cluster
                kind = getattr(described.type, "of_type", described.type)
                described = kind.fields[inner.name.value]
        method_def.body.insert(0, ast.Expr(ast.Constant(described.description)))
        return method_def


def opened(module: ast.Module) -> ast.Module:
    """Answers may hold types that are not known yet: of an interface any, of a union as `Other`."""
    used = False
    for field in fields(module):
        annotation = field.annotation
        if (
            isinstance(annotation, ast.Subscript)
            and ast.unparse(annotation.value) == "Literal"
            and isinstance(annotation.slice, ast.Tuple)
        ):
            field.annotation = ast.Name("str")
        elif isinstance(field.value, ast.Call):
            for keyword in field.value.keywords:
                if keyword.arg == "discriminator":
                    # By the discriminator an unknown type would be an error; the first that fits is the same else.
                    keyword.arg, keyword.value = "union_mode", ast.Constant("left_to_right")
                    with_other(annotation)
                    used = True
    if used:
        module.body.insert(0, import_from("cluster_atlas.scalars", "Other"))
    return module


def fields(module: ast.Module) -> Iterator[ast.AnnAssign]:
    for statement in ast.walk(module):
        if isinstance(statement, ast.AnnAssign):
            yield statement


def with_other(annotation: ast.expr) -> None:
    """Adds the last resort to the innermost union."""
    for part in ast.walk(annotation):
        if isinstance(part, ast.Subscript) and ast.unparse(part.value) == "Union":
            assert isinstance(part.slice, ast.Tuple)
            part.slice.elts.append(ast.Name("Other"))
            return
    raise AssertionError(f"no union in {ast.unparse(annotation)}")


def import_from(module: str, name: str) -> ast.ImportFrom:
    return ast.ImportFrom(module=module, names=[ast.alias(name)], level=0)
