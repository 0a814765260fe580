//! cedar-peer decide DIR REQUESTS SECONDS | first DIR: the Rust peer of bench/cedar.
//!
//! Reads a case that cedar_parts wrote and decides its first REQUESTS requests with the crate
//! cedar-policy, as often as SECONDS allow, at least once. Policies, entities and requests are
//! parsed before the clock runs. Prints one line of JSON.
use std::{env, error::Error, fs, str::FromStr, time::Instant};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityId, EntityTypeName, EntityUid, PolicySet,
    Request,
};
use serde_json::{json, Value};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn uid(value: &Value) -> Outcome<EntityUid> {
    let part = |name: &str| value[name].as_str().ok_or("a uid has a type and an id");
    Ok(EntityUid::from_type_name_and_id(
        EntityTypeName::from_str(part("type")?)?,
        EntityId::new(part("id")?),
    ))
}

fn request(value: &Value) -> Outcome<Request> {
    Ok(Request::new(
        uid(&value["principal"])?,
        uid(&value["action"])?,
        uid(&value["resource"])?,
        Context::from_json_value(value["context"].clone(), None)?,
        None,
    )?)
}

/// CPU seconds of this process.
fn spent() -> Outcome<f64> {
    let stat = fs::read_to_string("/proc/self/schedstat")?;
    let nanos = stat.split(' ').next().ok_or("schedstat begins with a time")?;
    Ok(nanos.parse::<f64>()? / 1e9)
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, what, directory, rest @ ..] = arguments.as_slice() else {
        return Err("usage: cedar-peer decide DIR REQUESTS SECONDS | first DIR".into());
    };
    let read = |name: &str| fs::read_to_string(format!("{directory}/{name}"));
    let started = Instant::now();
    let policies = PolicySet::from_str(&read("policies.cedar")?)?;
    let parsed = started.elapsed();
    let entities = Entities::from_json_str(&read("entities.json")?, None)?;
    let requests: Value = serde_json::from_str(&read("requests.json")?)?;
    let requests = requests.as_array().ok_or("requests are an array")?;
    let authorizer = Authorizer::new();
    let allows = |request: &Request| {
        authorizer.is_authorized(request, &policies, &entities).decision() == Decision::Allow
    };
    if what == "first" {
        println!("{}", i32::from(allows(&request(&requests[0])?)));
        return Ok(());
    }
    let limit: usize = rest[0].parse()?;
    let seconds: f64 = rest[1].parse()?;
    let requests = requests.iter().take(limit).map(request).collect::<Outcome<Vec<_>>>()?;
    let begun = spent()?;
    let mut decisions = String::new();
    let mut nanos = Vec::new();
    while nanos.is_empty() || (nanos.len() < 5 && spent()? - begun < seconds) {
        decisions.clear();
        let before = spent()?;
        for request in &requests {
            decisions.push(if allows(request) { '1' } else { '0' });
        }
        nanos.push((spent()? - before) * 1e9 / requests.len() as f64);
    }
    nanos.sort_by(f64::total_cmp);
    println!(
        "{}",
        json!({
            "name": format!("cedar-policy {}", cedar_policy::get_sdk_version()),
            "median": nanos[nanos.len() / 2],
            "parse_ms": parsed.as_secs_f64() * 1e3,
            "decisions": decisions,
        })
    );
    Ok(())
}
