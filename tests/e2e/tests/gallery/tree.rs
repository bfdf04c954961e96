//! What assistive technology gets of each state with each freshness.

use e2e::chromium;
use e2e::stage::Stage;
use expect_test::expect_file;

/// `UPDATE_EXPECT=1` accepts another tree.
pub async fn the_accessibility_tree_is_the_one_that_was_kept(stage: Stage) {
    super::serve(&stage);
    super::open(&stage, "tree").await;
    let tree = chromium::accessibility_tree(&stage.tab).await.unwrap();
    assert!(tree.matches("progressbar").count() > 99, "{tree}");
    expect_file!["../../snapshots/accessibility.txt"].assert_eq(&tree);
}
