//! What a page is about, for search engines (schema.org as JSON-LD): only what the page itself says.

use serde_json::{Map, Value, json};

use crate::model::article::{Article, FrontMatter, Status};
use crate::model::event::{Event, EventKind, EventStatus, Moment};
use crate::model::path::resolve;
use crate::model::series::{Series, SeriesKind};
use crate::model::site::{ArticleId, Site};
use crate::pages::common::Frame;
use crate::pages::view::PageView;

/// The content of `<script type="application/ld+json">`: `facts` and the way to the page. It holds no `<` and
/// no `>`, so nothing in a title can end the element. `None` where there is nothing to say, and without full addresses.
pub fn script(frame: &Frame<'_>, page: &PageView, facts: Vec<Value>) -> Option<String> {
    if page.noindex || frame.site.config.base_url.is_empty() {
        return None;
    }
    let mut graph = facts;
    graph.extend(breadcrumb(frame, page));
    let value = json!({"@context": "https://schema.org", "@graph": graph});
    (!graph.is_empty()).then(|| value.to_string().replace('<', "\\u003c").replace('>', "\\u003e"))
}

/// The way from the home page to this one.
fn breadcrumb(frame: &Frame<'_>, page: &PageView) -> Option<Value> {
    let mut steps: Vec<Value> = Vec::new();
    for link in &page.breadcrumb {
        let path = resolve(&frame.permalink, &link.href)?;
        let address = frame.site.config.address(path.strip_suffix("index.html").unwrap_or(&path))?;
        steps.push(json!({"@type": "ListItem", "position": steps.len() + 1, "name": link.title, "item": address}));
    }
    let is_last = page.breadcrumb.last()?.title == page.heading;
    if !is_last {
        steps.push(json!({"@type": "ListItem", "position": steps.len() + 1, "name": page.heading}));
    }
    Some(json!({"@type": "BreadcrumbList", "itemListElement": steps}))
}

/// Who runs the site, and the site.
pub fn home(site: &Site) -> Vec<Value> {
    let config = &site.config;
    let mut website = node("WebSite", &config.title, config.address("").as_deref());
    website.insert("inLanguage".to_owned(), json!(config.language()));
    put(&mut website, "description", text(&config.description));
    put(&mut website, "publisher", publisher(site));
    let mut facts = vec![Value::Object(website)];
    if let Some(Value::Object(mut organization)) = publisher(site) {
        if let Some(contact) = &config.contact {
            let mut point = node("ContactPoint", &contact.name, None);
            put(&mut point, "telephone", contact.phone.as_deref().and_then(text));
            organization.insert("contactPoint".to_owned(), Value::Object(point));
            put(&mut organization, "address", contact.address.as_deref().and_then(text));
        }
        facts.push(Value::Object(organization));
    }
    facts
}

/// A series: a course with its lessons, questions with their answers; of other series there is nothing to say.
pub fn series(site: &Site, series: &Series) -> Vec<Value> {
    let entries = series.articles.iter().map(|id| site.entry(*id));
    match series.file.kind {
        SeriesKind::Course => {
            let lessons = entries.map(|entry| {
                Value::Object(node("LearningResource", &entry.article.title, site.config.address(&entry.permalink).as_deref()))
            });
            let lessons: Vec<Value> = lessons.collect();
            let mut course = course(site, series);
            course.insert("inLanguage".to_owned(), json!(site.config.language()));
            put(&mut course, "description", series.file.description.as_deref().and_then(text));
            put(&mut course, "provider", publisher(site));
            put(&mut course, "hasPart", (!lessons.is_empty()).then(|| json!(lessons)));
            vec![Value::Object(course)]
        }
        SeriesKind::Qa => {
            // What a card shows.
            let answer = |article: &Article| article.front.answer.clone().unwrap_or_else(|| article.summary.clone());
            let questions: Vec<Value> = entries.map(|entry| question(&entry.article.title, &answer(&entry.article))).collect();
            let mut page = node("FAQPage", &series.title, site.config.address(&series.permalink).as_deref());
            put(&mut page, "mainEntity", (!questions.is_empty()).then(|| json!(questions)));
            vec![Value::Object(page)]
        }
        SeriesKind::Book | SeriesKind::List | SeriesKind::Policy | SeriesKind::Event | SeriesKind::Page => Vec::new(),
    }
}

/// An article: as a medical page when it is one, with the review that really took place.
pub fn article(site: &Site, id: ArticleId) -> Vec<Value> {
    let entry = site.entry(id);
    let (article, front) = (&entry.article, &entry.article.front);
    let series = site.series_of(entry);
    let kind = series.map(|series| series.file.kind);
    let mut types = vec![if front.medical { "MedicalWebPage" } else { "WebPage" }];
    let mut page = Map::new();
    if kind == Some(SeriesKind::Course) {
        types.push("LearningResource");
        put(&mut page, "isPartOf", series.map(|series| Value::Object(course(site, series))));
    }
    if let (Some(SeriesKind::Qa), Some(answer)) = (kind, front.answer.as_deref().filter(|answer| !answer.trim().is_empty())) {
        types.push("FAQPage");
        page.insert("mainEntity".to_owned(), json!([question(&article.title, answer)]));
    }
    page.insert("@type".to_owned(), if let [only] = types[..] { json!(only) } else { json!(types) });
    page.insert("name".to_owned(), json!(article.title));
    page.insert("inLanguage".to_owned(), json!(site.config.language()));
    put(&mut page, "url", site.config.address(&entry.permalink).map(Value::from));
    put(&mut page, "description", text(&article.summary));
    put(&mut page, "datePublished", front.created.map(|date| json!(date.to_string())));
    put(&mut page, "dateModified", front.updated.map(|date| json!(date.to_string())));
    put(&mut page, "keywords", (!front.tags.is_empty()).then(|| json!(front.tags)));
    let cited = front.sources.iter().filter_map(|source| site.references.get(source.id())).map(|reference| json!(reference.title));
    let cited: Vec<Value> = cited.collect();
    put(&mut page, "citation", (!cited.is_empty()).then(|| json!(cited)));
    put(&mut page, "publisher", publisher(site));
    if front.status == Status::Published {
        put(&mut page, "lastReviewed", front.reviewed_on.map(|date| json!(date.to_string())));
        put(&mut page, "reviewedBy", reviewers(front));
    }
    vec![Value::Object(page)]
}

/// Something that takes place; an appeal does not. `address` is the full address of the page that tells of it.
#[must_use]
pub fn event(site: &Site, event: &Event, address: Option<&str>) -> Option<Value> {
    let file = &event.file;
    let mode = match file.kind {
        EventKind::Appeal => return None,
        EventKind::Broadcast => Some("https://schema.org/OnlineEventAttendanceMode"),
        EventKind::Class | EventKind::Clinic => Some("https://schema.org/OfflineEventAttendanceMode"),
        EventKind::Campaign => None,
    };
    let status = match file.status {
        EventStatus::Announced | EventStatus::Running | EventStatus::Over => "https://schema.org/EventScheduled",
        EventStatus::Cancelled => "https://schema.org/EventCancelled",
    };
    let mut node = node("Event", &file.title, address);
    node.insert("startDate".to_owned(), json!(instant(file.start)));
    node.insert("eventStatus".to_owned(), json!(status));
    put(&mut node, "endDate", file.end.map(|end| json!(instant(end))));
    put(&mut node, "eventAttendanceMode", mode.map(Value::from));
    put(&mut node, "organizer", publisher(site));
    put(&mut node, "isAccessibleForFree", (file.fee.as_deref() == Some("免费")).then_some(json!(true)));
    // Where a broadcast is seen is no place.
    if let (Some(place), true) = (&file.place, file.kind != EventKind::Broadcast) {
        let mut location = self::node("Place", place, None);
        let parts = [&file.region, &file.township].into_iter().flatten().map(String::as_str);
        put(&mut location, "address", text(&parts.collect::<String>()));
        node.insert("location".to_owned(), Value::Object(location));
    }
    Some(Value::Object(node))
}

fn course(site: &Site, series: &Series) -> Map<String, Value> {
    node("Course", &series.title, site.config.address(&series.permalink).as_deref())
}

fn question(name: &str, answer: &str) -> Value {
    json!({"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": answer}})
}

fn publisher(site: &Site) -> Option<Value> {
    let name = &site.config.publisher;
    (!name.is_empty()).then(|| Value::Object(node("Organization", name, None)))
}

fn reviewers(front: &FrontMatter) -> Option<Value> {
    let person = |reviewer: &crate::model::article::Reviewer| {
        let mut person = node("Person", &reviewer.name, None);
        put(&mut person, "jobTitle", reviewer.title.as_deref().and_then(text));
        put(
            &mut person,
            "worksFor",
            reviewer.org.as_deref().filter(|org| !org.is_empty()).map(|org| Value::Object(node("Organization", org, None))),
        );
        Value::Object(person)
    };
    let people: Vec<Value> = front.reviewers.iter().map(person).collect();
    (!people.is_empty()).then(|| json!(people))
}

fn node(kind: &str, name: &str, address: Option<&str>) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!(kind));
    node.insert("name".to_owned(), json!(name));
    put(&mut node, "url", address.map(Value::from));
    node
}

fn put(node: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    node.extend(value.map(|value| (key.to_owned(), value)));
}

fn text(words: &str) -> Option<Value> {
    (!words.trim().is_empty()).then(|| json!(words))
}

/// A day, or a minute in China.
fn instant(moment: Moment) -> String {
    let time = moment.minute.map(|minute| format!("T{:02}:{:02}:00+08:00", minute / 60, minute % 60));
    format!("{}{}", moment.date, time.unwrap_or_default())
}
