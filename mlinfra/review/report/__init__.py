"""Plan, outcome or findings as JSON in; terminal text, Markdown, HTML, SARIF, JUnit or annotations out."""
