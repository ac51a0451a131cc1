"""Show plans, outcomes and findings as text, Markdown, HTML, SARIF, JUnit or annotations."""
