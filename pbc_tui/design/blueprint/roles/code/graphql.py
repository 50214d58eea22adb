"""What is known of the GraphQL variant of schemas and routes, and what both variants share."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import Framework, framework_of
from pbc_tui.design.blueprint.roles.code.terms import Terms, located
from pbc_tui.design.blueprint.settings import secret_of, variable


def graphql_types(context: Context, framework: Framework) -> Brief:
    """The brief of the module with the types of the schema."""
    package = "strawberry-graphql" if framework.key == "strawberry" else "graphene"
    fields = "    name: {0}\n    text: {0}\n"
    strawberry = package == "strawberry-graphql"
    kind = "str" if strawberry else "..."
    declared = fields.format(kind) if strawberry else "    name = ...\n    text = ...\n"
    number = "    identifier: int\n" if strawberry else "    identifier = ...\n"
    page = (
        "    items: list[ItemRead]\n    offset: int\n"
        if strawberry
        else "    items = ...\n    offset = ...\n"
    )
    head = "" if strawberry else "import graphene\n\n"
    bases = ("", "") if strawberry else ("(graphene.InputObjectType)", "(graphene.ObjectType)")
    return Brief(
        purpose="Describes the types of the GraphQL schema: what callers ask for and send.",
        phase=Phase.FOUNDATION,
        effort=Effort.SIMPLE,
        contract=(
            f"{head}class ItemCreate{bases[0]}:\n{declared}\n"
            f"class ItemRead{bases[1]}:\n{number}{declared}\n"
            f"class ItemList{bases[1]}:\n{page}"
        ),
        tests=("test:api",),
        third_party=(package,),
        problem="The outside sees these types, never the service's own values.",
        algorithms=("ItemRead is called Item in the schema.", "No field may be null."),
        edge_cases=("A field that the schema does not know is refused by GraphQL itself.",),
        errors=("None of the types refuses anything: rules belong to the service.",),
        behaviours=("the schema shows every type with its fields",),
        data_flow="request -> ItemCreate -> service -> ItemRead -> response",
        example=f"from {located(context, 'schemas')} import ItemCreate\n",
    )


def graphql_routes(context: Context, framework: Framework) -> Brief:
    """The brief of the module with queries and mutations."""
    terms = Terms(context)
    return Brief(
        purpose="Holds the GraphQL schema: queries and mutations of items, through the service.",
        phase=Phase.CORE,
        effort=Effort.MODERATE,
        contract=f"{framework.routes}def describe() -> str: ...\n",
        requires=("schemas", "service", "config", "exceptions", "results", *edge_roles(terms)),
        tests=("test:api",),
        third_party=(
            *(name for name, _, _ in framework.packages),
            *terms.logging_packages,
        ),
        problem="Translates between GraphQL and the service, and does nothing else.",
        algorithms=(
            "Queries item(identifier) and items(offset, limit), mutation createItem(item).",
            "POST /graphql answers; the application holds the service and hands it over.",
            "describe() gives the schema in the schema definition language.",
        ),
        edge_cases=("limit has 1 as least value, offset 0.", "No page for people is served."),
        errors=(
            "A refusal is an error whose extensions hold a code: INVALID_INPUT, NOT_FOUND.",
            "An unexpected failure is an error that says nothing of its cause.",
        ),
        security=(token_rule(context), "Tokens are compared in constant time."),
        behaviours=(
            "a created item can be got and listed",
            "an unknown item is refused with the code NOT_FOUND",
            "what breaks a rule is refused with the code INVALID_INPUT",
        ),
        data_flow="POST /graphql -> types -> service -> types -> response",
        example="client.post('/graphql', json={'query': '{ items { offset } }'})\n",
    )


def token_rule(context: Context) -> str:
    """What callers have to present."""
    secret = secret_of(context)
    if secret and secret.name == "api_token":
        return f"With {variable(secret, context)} set, requests need it as bearer token."
    return "No token is asked for: put it behind something that does before it is public."


def edge_roles(terms: Terms) -> tuple[str, ...]:
    """The asynchronous edge, where requests of a mixed design go through it."""
    served = framework_of(terms.context).asynchronous
    return ("aio",) if terms.mixed and terms.wrapped == "service" and served else ()
