//! What only Chromium's DevTools protocol offers: media features, screenshots of whole pages, the
//! accessibility tree. <https://chromedevtools.github.io/devtools-protocol/>

use base64::Engine as _;
use serde_json::{Value, json};

use crate::http::Trouble;
use crate::tab::Tab;

/// Sets media features for the pages of a tab, such as `("forced-colors", "active")`. It replaces
/// all that were set before.
pub async fn media(tab: &Tab, features: &[(&str, &str)]) {
    let one = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
    let features: Vec<_> = features.iter().map(one).collect();
    let set = json!({ "features": features });
    tab.session.devtools("Emulation.setEmulatedMedia", set).await.unwrap();
}

/// Sets the window's size in CSS pixels, at a device scale factor of 1.
pub async fn window(tab: &Tab, width: u32, height: u32) {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    tab.session.devtools("Emulation.setDeviceMetricsOverride", size).await.unwrap();
}

/// Makes the processor of a tab's pages slower by this factor; 1 is as it is.
pub async fn slower(tab: &Tab, rate: u32) {
    tab.session.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await.unwrap();
}

/// Gives the pages of an origin a permission, such as `notifications`, as a reader does who is asked.
pub async fn grant(tab: &Tab, origin: &str, permission: &str) {
    let params = json!({ "origin": origin, "permissions": [permission] });
    tab.session.devtools("Browser.grantPermissions", params).await.unwrap();
}

/// The upper part of the window, of this size in CSS pixels, as a PNG.
///
/// # Errors
/// When the browser does not answer with one.
pub async fn picture(tab: &Tab, width: u32, height: u32) -> Result<Vec<u8>, Trouble> {
    let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
    let params = json!({ "format": "png", "clip": clip });
    let taken = tab.session.devtools("Page.captureScreenshot", params).await?;
    let data = taken["data"].as_str().ok_or("no picture")?;
    base64::prelude::BASE64_STANDARD.decode(data).map_err(|e| e.to_string())
}

/// The major version.
///
/// # Errors
/// When the browser does not answer with one.
pub async fn major(tab: &Tab) -> Result<String, Trouble> {
    let version = tab.session.devtools("Browser.getVersion", json!({})).await?;
    let product = version["product"].as_str().unwrap_or_default();
    let major = product.split('/').nth(1).and_then(|version| version.split('.').next());
    Ok(major.ok_or_else(|| format!("no version: {version}"))?.to_owned())
}

/// The page as assistive technology gets it: one line for each node that it does not skip, with
/// role, name, value and value in words, indented by depth.
///
/// # Errors
/// When the browser does not answer with a tree.
pub async fn accessibility_tree(tab: &Tab) -> Result<String, Trouble> {
    let tree = tab.session.devtools("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().ok_or("no tree")?;
    let find = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    let mut lines = String::new();
    // Parents before children, in the order of the page.
    let mut open: Vec<_> = nodes.first().map(|root| (root, 0)).into_iter().collect();
    while let Some((node, depth)) = open.pop() {
        let below = match line(node) {
            Some(mut line) => {
                // The protocol leaves `valuetext` empty, so it comes from the element.
                if let Some(text) = value_text(tab, node).await? {
                    line.push_str(&format!(" text={text:?}"));
                }
                lines.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
                depth + 1
            }
            None => depth,
        };
        // Assistive technology presents these roles as one item, without their children.
        let whole = ["progressbar", "button", "heading", "image"];
        if node["role"]["value"].as_str().is_some_and(|role| whole.contains(&role)) {
            continue;
        }
        let children = node["childIds"].as_array().into_iter().flatten().rev();
        open.extend(children.filter_map(find).map(|child| (child, below)));
    }
    Ok(lines)
}

fn line(node: &Value) -> Option<String> {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    // Roles without meaning, and the boxes of laid-out text.
    let skipped = ["none", "generic", "InlineTextBox", "LayoutTableSection", "RootWebArea"];
    if node["ignored"] == true || skipped.contains(&role) {
        return None;
    }
    let mut line = role.to_owned();
    let mut add = |what: &str, value: &Value| match value {
        Value::String(text) if !text.is_empty() => line.push_str(&format!(" {what}{text:?}")),
        Value::Number(number) => line.push_str(&format!(" {what}{number}")),
        Value::Bool(flag) => line.push_str(&format!(" {what}{flag}")),
        _ => {}
    };
    add("", &node["name"]["value"]);
    if role != "StaticText" {
        add("value=", &node["value"]["value"]);
    }
    for property in node["properties"].as_array().into_iter().flatten() {
        if property["name"] == "expanded" {
            add("expanded=", &property["value"]["value"]);
        }
    }
    Some(line)
}

async fn value_text(tab: &Tab, node: &Value) -> Result<Option<String>, Trouble> {
    if node["role"]["value"] != "progressbar" {
        return Ok(None);
    }
    let which = json!({ "backendNodeId": node["backendDOMNodeId"] });
    let found = tab.session.devtools("DOM.describeNode", which).await?;
    let attributes = found["node"]["attributes"].as_array().ok_or("no attributes")?;
    let mut pairs = attributes.chunks_exact(2);
    let text = pairs.find(|pair| pair[0] == "aria-valuetext").and_then(|pair| pair[1].as_str());
    Ok(text.map(str::to_owned))
}
