//! Names, states and times that compete for the room: what is legible, what gives way, what stays
//! where it is.

use e2e::stage::Stage;
use serde_json::json;

/// What is seen of each pill of the table, and what is wrong with it.
const PILLS: &str = r#"
    const wrong = [], seen = {};
    const box = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        const rect = node.localName === 'svg' ? node.getBoundingClientRect() : range.getBoundingClientRect();
        return rect;
    };
    for (const cell of document.querySelectorAll('[data-case]')) {
        const badge = cell.querySelector('[data-density=pill]');
        if (!badge) continue;
        const width = +cell.className.slice(1), { name, case: kind } = cell.dataset;
        const say = (what) => wrong.push(`${width}em, ${name}, ${kind}: ${what}`);
        const em = parseFloat(getComputedStyle(badge).fontSize);
        const pill = badge.getBoundingClientRect(), place = cell.getBoundingClientRect();
        if (pill.width > place.width + .5) say(`wider than its place: ${pill.width}`);
        if (pill.height > 2 * em + 4) say(`higher than a line: ${pill.height}`);
        const get = (css) => badge.querySelector(css);
        const label = get('.label'), room = label.getBoundingClientRect();
        const first = document.createRange();
        const text = label.firstChild, letters = Math.min(6, text.length);
        first.setStart(text, 0);
        first.setEnd(text, letters);
        const whole = label.scrollWidth <= label.clientWidth + 1;
        const needed = first.getBoundingClientRect().width + (whole ? 0 : .6 * em);
        // Six squares, a shape and a mark do not go into eight.
        const tight = width === 8 && name === 'cjk';
        if (!tight && room.width + 1 < needed) say(`the name has ${room.width} of ${needed}`);
        if (room.top < pill.top - 1 || room.bottom > pill.bottom + 1) say('the name is out of sight');
        if (!whole && getComputedStyle(label).textOverflow !== 'ellipsis') say('cut without a sign');
        if (badge.title.split('\n')[0] !== text.data) say('the tooltip has not the whole name');
        const line = { icon: get('.icon'), label, state: get('.state'), value: get('.value'),
            bar: get('.bar'), time: get('.time'), mark: get('.fresh .mark'), fresh: get('.fresh span'),
            open: get('.open') };
        const shown = {};
        for (const [part, node] of Object.entries(line)) {
            if (!node) continue;
            // What may end with an ellipsis counts as what is seen of it.
            const cut = ['label', 'state', 'fresh', 'open'].includes(part);
            const rect = cut ? node.getBoundingClientRect() : box(node);
            const middle = (rect.top + rect.bottom) / 2;
            if (rect.width && middle > pill.top && middle < pill.bottom) shown[part] = rect;
        }
        const parts = Object.entries(shown);
        for (const [part, a] of parts) {
            if (a.left < pill.left - .5 || a.right > pill.right + .5) say(`${part} leaves the pill`);
            for (const [other, b] of parts) {
                if (part < other && a.left < b.right - .6 && b.left < a.right - .6) say(`${part} lies on ${other}`);
            }
        }
        if (!shown.icon) say('no icon');
        if (line.mark && !shown.mark) say('no mark');
        if (shown.time && (!shown.bar || !whole)) say('the time left does not go first');
        if (shown.bar && line.value && !shown.value) say('the value goes before the bar');
        if (shown.value && !shown.state) say('the state goes before the value');
        if (shown.state && shown.state.width < Math.min(4.5 * em, line.state.scrollWidth) - 1) say('a scrap of the state');
        if (badge.dataset.freshness !== 'live' && !(get('.face').getAttribute('aria-description')?.length > 20
            && badge.title.includes(get('.face').getAttribute('aria-description')))) say('no remedy');
        const places = {};
        for (const part of ['icon', 'label', 'state', 'value', 'bar']) {
            if (shown[part]) places[part] = ['left', 'right'].map((side) => shown[part][side] -
                (getComputedStyle(badge).direction === 'rtl' ? place.right : place.left));
        }
        seen[`${width} ${name} ${kind}`] = places;
        if (shown.time) seen.times = (seen.times ?? 0) + 1;
    }
    for (const [key, places] of Object.entries(seen)) {
        const untimed = seen[`${key}-untimed`];
        // Less than a pixel is how engines round.
        const moves = (part) => !places[part] || !untimed[part]
            || places[part].some((at, side) => Math.abs(at - untimed[part][side]) >= 1);
        if (untimed && Object.keys({ ...places, ...untimed }).some(moves)) {
            wrong.push(`${key}: it moves with the time left: ${JSON.stringify([places, untimed])}`);
        }
    }
    return [Object.keys(seen).length, seen.times ?? 0, wrong];
"#;

/// In eight to 44 em, in four kinds of names, in both directions.
pub async fn a_pill_keeps_its_name_and_gives_way_in_order(stage: Stage) {
    super::serve(&stage);
    for name in ["widths", "widths-rtl"] {
        super::open(&stage, name).await;
        let seen = stage.tab.js(PILLS).await;
        assert!(seen[0].as_u64() > Some(200), "{name}: {seen}");
        assert!(seen[1].as_u64() >= Some(4), "{name}: no time left is seen: {seen}");
        assert_eq!(seen[2], json!([]), "{name}");
    }
}

/// A card is as wide as its place; its name has three lines, then an ellipsis.
pub async fn a_card_fits_its_place_and_shows_that_a_name_is_cut(stage: Stage) {
    super::serve(&stage);
    let script = r#"
        const wrong = [];
        let cut = 0;
        for (const card of document.querySelectorAll('[data-density=card]')) {
            const cell = card.parentElement, label = card.querySelector('.label');
            const em = parseFloat(getComputedStyle(card).fontSize);
            const say = (what) => wrong.push(`${cell.className} ${cell.dataset.name}: ${what}`);
            const { width } = card.getBoundingClientRect();
            if (width > cell.clientWidth + .5) say(`wider than its place: ${width}`);
            if (cell.scrollWidth > cell.clientWidth + 1) say('something leaves the place');
            if (cell.localName === 'td' && width < 12 * em) say(`narrow: ${width / em}em`);
            if (label.clientHeight > 3 * 1.3 * em + 1) say(`high: ${label.clientHeight / em}em`);
            const { webkitLineClamp, display } = getComputedStyle(label);
            if (label.scrollHeight > label.clientHeight + 1) cut += 1;
            // With this an engine ends the third line with an ellipsis.
            if (webkitLineClamp !== '3' || display === 'block') say(`cut without a sign: ${display}`);
            if (label.title !== label.textContent) say('the tooltip has not the whole name');
        }
        return [document.querySelectorAll('td > [data-density=card]').length, cut, wrong]"#;
    for name in ["widths", "widths-rtl"] {
        super::open(&stage, name).await;
        let seen = stage.tab.js(script).await;
        assert!(seen[0].as_u64() >= Some(5) && seen[1].as_u64() >= Some(4), "{name}: {seen}");
        assert_eq!(seen[2], json!([]), "{name}");
    }
}

/// A long name breaks beside the icon, not below it.
pub async fn the_heading_of_the_details_begins_with_icon_and_name(stage: Stage) {
    super::serve(&stage);
    for name in ["details", "details-rtl"] {
        super::open(&stage, name).await;
        let script = r#"
            const head = document.querySelector('.head'), [icon, label] = head.children;
            return ['Short', 'Long '.repeat(40), '長'.repeat(90), 'x'.repeat(300)].map((name) => {
                label.textContent = name;
                const a = icon.getBoundingClientRect(), b = label.getBoundingClientRect();
                const beside = a.right <= b.left + .5 || b.right <= a.left + .5;
                return [beside && Math.abs(a.top - b.top) < 5, b.width <= head.clientWidth];
            })"#;
        let seen = stage.tab.js(script).await;
        assert_eq!(seen, json!([[true, true], [true, true], [true, true], [true, true]]), "{name}");
    }
}
