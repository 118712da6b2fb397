//! Events: one page each, and a list with those of the past.

use crate::model::event::{Event, EventStatus};
use crate::model::group::GroupId;
use crate::pages::common::Frame;
use crate::pages::view::NamedLink;
use crate::pages::view_places::{EventCard, EventPage, EventYear, EventsPage};
use crate::pages::{days, ics, json_ld};

/// The context of `events.html`.
pub fn list<'a>(frame: &Frame<'a>) -> EventsPage<'a> {
    let page = frame.page_below("events", "活动", "最近的讲课、义诊和直播，以及办过的活动", &[]);
    let mut past: Vec<EventYear<'a>> = Vec::new();
    for event in frame.site.events.iter().filter(|event| !event.file.is_ahead(frame.site.date)) {
        let year = event.file.start.date.parts().0;
        match past.last_mut().filter(|last| last.year == year) {
            Some(last) => last.events.push(card(frame, event)),
            None => past.push(EventYear { year, events: vec![card(frame, event)] }),
        }
    }
    EventsPage { page, ahead: ahead(frame, None), past, ics_href: ics::ahead(frame.site).next().map(|_| frame.file_href(ics::EVENTS)) }
}

/// The events that lie ahead, the nearest first; only those of `group`, if there is one.
pub fn ahead<'a>(frame: &Frame<'a>, group: Option<GroupId>) -> Vec<EventCard<'a>> {
    let events = frame.site.events.iter().rev().filter(|event| event.file.is_ahead(frame.site.date));
    events.filter(|event| group.is_none_or(|group| event.groups.contains(&group))).map(|event| card(frame, event)).collect()
}

fn card<'a>(frame: &Frame<'a>, event: &'a Event) -> EventCard<'a> {
    let file = &event.file;
    EventCard {
        title: &file.title,
        href: frame.page_href(&event.permalink()),
        kind: file.kind.chinese(),
        when: days::moments(file.start, file.end),
        place: file.place.as_deref(),
        groups: frame.group_seals(&file.groups),
        cancelled: file.status == EventStatus::Cancelled,
        running: file.status == EventStatus::Running && file.is_ahead(frame.site.date),
        example: file.is_example(),
    }
}

/// The context of `event.html`.
pub fn page<'a>(frame: &Frame<'a>, at: usize) -> EventPage<'a> {
    let event = &frame.site.events[at];
    let file = &event.file;
    let over = !file.is_ahead(frame.site.date);
    let when = days::moments(file.start, file.end);
    let description =
        format!("{}，{when}{}", file.kind.chinese(), file.place.as_ref().map(|place| format!("，{place}")).unwrap_or_default());
    let mut page = frame.page_below("event", &file.title, &description, &[("活动", "events/")]);
    // A search engine would take a sample for an event.
    let told = (!file.is_example()).then(|| json_ld::event(frame.site, event, page.canonical.as_deref())).flatten();
    page.json_ld = json_ld::script(frame, &page, told.into_iter().collect());
    if let ([group], false) = (event.groups.as_slice(), file.groups.is_empty()) {
        let group = &frame.site.config.groups[group.0];
        page.group = Some(group.slug.clone());
        page.muted = group.muted;
    }
    let parts: Vec<&str> = [&file.region, &file.township, &file.place].into_iter().flatten().map(String::as_str).collect();
    let mut facts = vec![("时间", when)];
    let mut add = |name, words: Option<String>| facts.extend(words.map(|words| (name, words)));
    add("地点", (!parts.is_empty()).then(|| parts.join(" ")));
    if !over {
        add("收费", file.fee.clone());
        add("人数", file.capacity.map(|most| format!("最多{most}人")));
        add("怎样参加", file.signup.clone());
        // Whom to ask is gone when there is nothing more to ask.
        add("找谁问", file.contact.clone().filter(|_| file.status != EventStatus::Cancelled));
    }
    let outside = |name: &str, address: &Option<String>| {
        let address = address.as_ref().filter(|address| address.starts_with("https://") || address.starts_with("http://"));
        address.map(|address| NamedLink { title: name.to_owned(), href: crate::model::path::encode_non_ascii(address) })
    };
    EventPage {
        page,
        event: card(frame, event),
        over,
        facts,
        links: [outside("看回放", &file.replay), outside("看讲义", &file.handout)].into_iter().flatten().collect(),
        ics_href: (!over).then(|| frame.file_href(&ics::path(event))),
    }
}
