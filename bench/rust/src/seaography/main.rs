//! Seaography, the GraphQL framework of SeaORM, on the tables as they are. `docs/benchmarks.md` says how it is configured.

mod entity;

use std::{
    env,
    error::Error,
    sync::{Arc, LazyLock},
};

use actix_web::{
    App, HttpServer,
    web::{Data, post},
};
use async_graphql::{
    Name, Value,
    dynamic::{Enum, Field, FieldFuture, FieldValue, Object, Schema, TypeRef},
};
use async_graphql_actix_web::{GraphQLRequest, GraphQLResponse};
use entity::{cluster, indicator, province, source, stat, unit};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use seaography::{Builder, BuilderContext, ColumnOptions, EntityColumnId};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const QUALIFIERS: [&str; 5] = ["EXACT", "OVER", "NEARLY", "ABOUT", "AT_LEAST"];

static CONTEXT: LazyLock<BuilderContext> = LazyLock::new(|| {
    let mut context = BuilderContext::default();
    let mut qualifier = ColumnOptions::default();
    qualifier.output_type = Some(TypeRef::named_nn("Qualifier"));
    qualifier.output_conversion = Some(Arc::new(|value: &sea_orm::Value| {
        let word: Option<String> = value.clone().unwrap();
        Ok(word.map(|word| FieldValue::value(Value::Enum(Name::new(word.to_uppercase())))))
    }));
    context.types.column_options.insert(EntityColumnId::of::<stat::Entity>(&stat::Column::Qualifier), qualifier);
    context
});

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = env::var("PORT")?.parse()?;
    let connections: u32 = env::var("CONNECTIONS").map_or(Ok(8), |number| number.parse())?;
    let mut options = ConnectOptions::new(env::var("DATABASE_URL")?);
    options.max_connections(connections).min_connections(connections).sqlx_logging(false).test_before_acquire(false);
    let database = Database::connect(options).await?;
    database.execute_unprepared(include_str!("setup.sql")).await?;
    let schema = schema(database)?;
    HttpServer::new(move || App::new().app_data(Data::new(schema.clone())).route("/graphql", post().to(answer)))
        .workers(std::thread::available_parallelism()?.get())
        .bind(("127.0.0.1", port))?
        .run()
        .await?;
    Ok(())
}

fn schema(database: DatabaseConnection) -> Result<Schema, Box<dyn Error>> {
    let mut builder = Builder::new(&CONTEXT, database.clone());
    seaography::register_entity!(builder, province, mutation: false);
    seaography::register_entity!(builder, cluster, mutation: false);
    seaography::register_entity!(builder, stat, mutation: false);
    seaography::register_entity!(builder, indicator, mutation: false);
    seaography::register_entity!(builder, unit, mutation: false);
    seaography::register_entity!(builder, source, mutation: false);
    builder.enumerations.push(QUALIFIERS.into_iter().fold(Enum::new("Qualifier"), |all, word| all.item(word)));
    // A period as an object, as in the schema that is compared: a stat tells its own.
    let label = Field::new("label", TypeRef::named_nn(TypeRef::STRING), |context| {
        let label = context.parent_value.try_downcast_ref::<stat::Model>();
        let label = label.map(|stat| Some(Value::from(stat.period_label.as_str())));
        FieldFuture::new(async move { label })
    });
    builder.outputs.push(Object::new("Period").field(label));
    let period = Field::new("period", TypeRef::named_nn("Period"), |context| {
        let stat = context.parent_value.try_downcast_ref::<stat::Model>();
        let stat = stat.map(|stat| Some(FieldValue::borrowed_any(stat)));
        FieldFuture::new(async move { stat })
    });
    if let Some(index) = builder.outputs.iter().position(|object| object.type_name() == "Stat") {
        let object = builder.outputs.swap_remove(index).field(period);
        builder.outputs.push(object);
    }
    Ok(builder.schema_builder().data(database).finish()?)
}

async fn answer(schema: Data<Schema>, request: GraphQLRequest) -> GraphQLResponse {
    schema.execute(request.into_inner()).await.into()
}
