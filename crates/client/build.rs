//! Types the documents of `/clients/queries` against `/schema.graphql`. `src/queries.rs` includes what comes of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, Write},
    path::Path,
};

use graphql_client_codegen::{
    CodegenMode, GraphQLClientCodegenOptions, generate_module_token_stream_from_string, normalization::Normalization,
};
use graphql_parser::{
    query::{Definition, FragmentDefinition, OperationDefinition, Query, Selection, SelectionSet},
    schema::{self, ObjectType, TypeDefinition},
};
use quote::{ToTokens, quote};
use syn::{Field, Ident, Item, ItemImpl, ItemMod, ItemStruct, Type, Visibility, parse_quote};

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Fragments = BTreeMap<String, FragmentDefinition<'static, String>>;
type Objects = BTreeMap<String, ObjectType<'static, String>>;

const SCHEMA: &str = "../../schema.graphql";
/// The documents that all clients have, and those of this one, which stand for others of the same file name.
const FOLDERS: [&str; 2] = ["../../clients/queries", "queries"];

fn main() -> Result<(), Failure> {
    let mut files = BTreeMap::new();
    for folder in FOLDERS {
        for file in fs::read_dir(folder)? {
            let file = file?;
            files.insert(file.file_name(), file.path());
        }
    }
    let (mut queries, mut fragments) = (Vec::new(), Fragments::new());
    for path in files.values() {
        let document = graphql_parser::parse_query::<String>(&fs::read_to_string(path)?)?.into_static();
        for definition in document.definitions {
            match definition {
                Definition::Operation(OperationDefinition::Query(query)) => queries.push(query),
                Definition::Fragment(fragment) => _ = fragments.insert(fragment.name.clone(), fragment),
                Definition::Operation(_) => return Err(format!("{}: queries with names only", path.display()).into()),
            }
        }
    }
    let mut objects = Objects::new();
    for definition in graphql_parser::parse_schema::<String>(&fs::read_to_string(SCHEMA)?)?.into_static().definitions {
        if let schema::Definition::TypeDefinition(TypeDefinition::Object(object)) = definition {
            objects.insert(object.name.clone(), object);
        }
    }

    let mut code = String::new();
    for query in &queries {
        code.push_str(&typed(query, &fragments, &objects)?);
        code.push('\n');
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("queries.rs"), code)?;
    for changed in FOLDERS.into_iter().chain([SCHEMA]) {
        writeln!(io::stdout(), "cargo:rerun-if-changed={changed}")?;
    }
    Ok(())
}

/// The code for a query: a type that stands for it, and a module with the types of its variables and of its answer.
fn typed(query: &Query<'static, String>, fragments: &Fragments, objects: &Objects) -> Result<String, Failure> {
    let name = query.name.as_deref().ok_or("a query without a name")?;
    let mut needed = BTreeSet::new();
    spread(&query.selection_set, fragments, &mut needed)?;
    let mut document = query.to_string();
    for fragment in needed {
        document += &fragments[&fragment].to_string();
    }
    // It goes into an address.
    let document = document.split_whitespace().collect::<Vec<_>>().join(" ");

    let mut options = GraphQLClientCodegenOptions::new(CodegenMode::Cli);
    options.set_custom_scalars_module(parse_quote!(crate::scalars));
    options.set_fragments_other_variant(true);
    options.set_module_visibility(Visibility::Public(parse_quote!(pub)));
    options.set_normalization(Normalization::Rust);
    options.set_response_derives("Clone, Debug, PartialEq".to_owned());
    options.set_skip_serializing_none(true);
    options.set_variables_derives("Clone, Debug, PartialEq".to_owned());
    let code = generate_module_token_stream_from_string(&document, Path::new(SCHEMA), options)?;

    let mut code: syn::File = syn::parse2(code)?;
    let mut stream = None;
    for item in &mut code.items {
        match item {
            Item::Struct(marker) => {
                let description = description(query, objects).ok_or_else(|| format!("{name} asks for nothing"))?;
                marker.attrs.push(parse_quote!(#[doc = #description]));
                marker.attrs.push(parse_quote!(#[derive(Clone, Copy, Debug)]));
            }
            Item::Mod(module) => {
                let about = format!("The variables and the answer of [`{name}`].");
                module.attrs.push(parse_quote!(#[doc = #about]));
                finish(module);
                stream = paged(module, &syn::parse_str(name)?);
            }
            _ => {}
        }
    }
    code.items.extend(stream.map(Item::Impl));
    Ok(code.into_token_stream().to_string())
}

/// The names of the fragments that a selection needs.
fn spread(
    selection: &SelectionSet<'static, String>,
    fragments: &Fragments,
    needed: &mut BTreeSet<String>,
) -> Result<(), Failure> {
    for item in &selection.items {
        match item {
            Selection::Field(field) => spread(&field.selection_set, fragments, needed)?,
            Selection::InlineFragment(fragment) => spread(&fragment.selection_set, fragments, needed)?,
            Selection::FragmentSpread(fragment) => {
                let name = &fragment.fragment_name;
                let fragment = fragments.get(name).ok_or_else(|| format!("no fragment {name}"))?;
                if needed.insert(name.clone()) {
                    spread(&fragment.selection_set, fragments, needed)?;
                }
            }
        }
    }
    Ok(())
}

/// What the schema says of the field that a query asks for; of the one inside, if it asks for one list of one thing.
fn description(query: &Query<'static, String>, objects: &Objects) -> Option<String> {
    let (mut object, mut selection) = (objects.get("Query")?, &query.selection_set);
    let mut found = None;
    while let [Selection::Field(field)] = &*selection.items {
        let schema = object.fields.iter().find(|known| known.name == field.name)?;
        found.clone_from(&schema.description);
        selection = &field.selection_set;
        let Some(next) = objects.get(inner(&schema.field_type)) else { break };
        object = next;
    }
    found
}

fn inner<'a>(named: &'a schema::Type<'static, String>) -> &'a str {
    match named {
        schema::Type::NamedType(name) => name,
        schema::Type::ListType(of) | schema::Type::NonNullType(of) => inner(of),
    }
}

/// Makes what is sent easy to write, and what `@include` may leave out optional.
fn finish(module: &mut ItemMod) {
    let Some((_, items)) = &mut module.content else { return };
    // The defaults of variables, which the server knows, and which are written wrongly for enums.
    items.retain(|item| !matches!(item, Item::Impl(own) if own.trait_.is_none()));
    let mut makers = Vec::new();
    for item in items.iter_mut() {
        let Item::Struct(made) = item else { continue };
        if made.attrs.iter().any(|derive| derive.to_token_stream().to_string().contains("Serialize")) {
            match maker(made) {
                Some(maker) => makers.push(Item::Impl(maker)),
                None => made.attrs.push(parse_quote!(#[derive(Default)])),
            }
        }
        for field in &mut made.fields {
            if field.ident.as_ref().is_some_and(|name| name == "total_count") {
                let counted = &field.ty;
                field.ty = parse_quote!(Option<#counted>);
            }
        }
    }
    items.extend(makers);
}

/// A `new` that takes what is required; none if nothing is.
fn maker(made: &ItemStruct) -> Option<ItemImpl> {
    let names = |fields: &[&Field]| fields.iter().filter_map(|field| field.ident.clone()).collect::<Vec<_>>();
    let (optional, required): (Vec<_>, Vec<_>) = made.fields.iter().partition(|field| is_optional(&field.ty));
    if required.is_empty() {
        return None;
    }
    let types = required.iter().map(|field| &field.ty);
    let (name, required, optional) = (&made.ident, names(&required), names(&optional));
    Some(parse_quote! {
        impl #name {
            /// With what is required, and nothing else.
            pub fn new(#(#required: impl Into<#types>),*) -> Self {
                Self { #(#required: #required.into(),)* #(#optional: Default::default(),)* }
            }
        }
    })
}

fn is_optional(field: &Type) -> bool {
    let text = field.to_token_stream().to_string();
    text.starts_with("Option") || text.starts_with("Box < Option")
}

/// The implementation of `Paged`, if there is a list in the answer: at its root, or in the one thing that it holds.
fn paged(module: &ItemMod, query: &Ident) -> Option<ItemImpl> {
    let (_, items) = module.content.as_ref()?;
    let field_of = |name: &str| {
        let found = items.iter().find_map(|item| match item {
            Item::Struct(found) if found.ident == name => Some(found),
            _ => None,
        })?;
        let nodes = found.fields.iter().find(|field| field.ident.as_ref().is_some_and(|name| name == "nodes"));
        nodes.or(found.fields.iter().next())
    };
    let module = &module.ident;
    let mut list = quote!(data);
    let mut field = field_of("ResponseData")?;
    loop {
        let name = field.ident.as_ref()?;
        let (wrapper, of) = unwrapped(&field.ty)?;
        if name == "nodes" {
            return Some(parse_quote! {
                impl crate::Paged for #query {
                    type Node = #module::#of;

                    fn after(variables: &mut Self::Variables, cursor: String) {
                        variables.after = Some(cursor);
                    }

                    fn page(data: Self::ResponseData) -> Option<crate::Page<Self::Node>> {
                        let list = #list;
                        let next = if list.page_info.has_next_page { list.page_info.end_cursor } else { None };
                        Some(crate::Page { nodes: list.nodes, next })
                    }
                }
            });
        }
        list = if wrapper { quote!(#list.#name?) } else { quote!(#list.#name) };
        field = field_of(&of.to_string())?;
    }
}

/// The name of a type without `Option` or `Vec` around it, and whether it has one.
fn unwrapped(of: &Type) -> Option<(bool, &Ident)> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(of) => Some((true, unwrapped(of)?.1)),
            _ => None,
        },
        _ => Some((false, &last.ident)),
    }
}
