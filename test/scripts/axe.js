// Runs axe, which stands in the page already, with all its rules on and that
// for the size of targets (WCAG 2.2), which is off unless asked for; or only
// the rules that read colours. What moves is brought to its end first, since
// colours in between would be judged.
async (onlyColours) => {
  for (const a of document.getAnimations()) {
    try { a.finish(); } catch { a.cancel(); }
  }
  const options = {
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
    preload: false, // only an experimental rule reads style sheets
  };
  if (onlyColours) options.runOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
  const result = await axe.run(document, options);
  const rules = [...result.passes, ...result.violations, ...result.incomplete, ...result.inapplicable];
  return {
    Ran: rules.map((r) => r.id),
    Unsure: result.incomplete.reduce((n, r) => n + r.nodes.length, 0),
    Violations: result.violations.flatMap((v) => v.nodes.map((n) => ({
      Rule: v.id, Target: n.target.join(" "), Summary: (n.failureSummary ?? v.help).replace(/\s+/g, " "),
    }))),
  };
}
