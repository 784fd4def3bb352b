// What the first run of such an action does before anything else: load what it is made of, and read
// an issue by its form.
import * as core from "@actions/core";
import * as github from "@actions/github";
import { parseIssue } from "@github/issue-parser";
import { createPullRequest } from "octokit-plugin-create-pull-request";
import { readFileSync } from "node:fs";

const [form, issue] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const octokit = github.getOctokit("none", {}, createPullRequest);
if (!octokit.rest || !core.info || !parseIssue(issue, form)) process.exit(1);
