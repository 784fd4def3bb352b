"""The part of GitHub's public GraphQL schema that wgbot may use: names and types, no answers.

Taken from docs.github.com/graphql; It is a part of the whole: every field here has the type and arguments it has there.
"""

import functools

from graphql import GraphQLSchema, build_schema

SDL = """
scalar URI
scalar DateTime
scalar GitObjectID
scalar GitRefname
interface Node { id: ID! }
interface Actor { login: String! url: URI! }
interface RepositoryOwner { id: ID! login: String! url: URI! }
type User implements Node & Actor & RepositoryOwner {
  id: ID! login: String! url: URI! name: String databaseId: Int
}
type Organization implements Node & Actor & RepositoryOwner {
  id: ID! login: String! url: URI! name: String databaseId: Int
}
type Bot implements Node & Actor { id: ID! login: String! url: URI! databaseId: Int }
type Team implements Node { id: ID! name: String! slug: String! combinedSlug: String! }
type PageInfo {
  hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
}
type Repository implements Node {
  id: ID! databaseId: Int name: String! nameWithOwner: String! url: URI! owner: RepositoryOwner!
  isArchived: Boolean! isDisabled: Boolean! isPrivate: Boolean! isEmpty: Boolean! isFork: Boolean!
  createdAt: DateTime! pushedAt: DateTime
  defaultBranchRef: Ref
  ref(qualifiedName: String!): Ref
  object(expression: String): GitObject
  issue(number: Int!): Issue
  issues(
    first: Int last: Int after: String before: String
    states: [IssueState!] orderBy: IssueOrder
  ): IssueConnection!
  pullRequest(number: Int!): PullRequest
  pullRequests(
    first: Int last: Int after: String before: String states: [PullRequestState!]
    headRefName: String baseRefName: String orderBy: IssueOrder
  ): PullRequestConnection!
  branchProtectionRules(
    first: Int last: Int after: String before: String
  ): BranchProtectionRuleConnection!
}
type BranchProtectionRule implements Node {
  id: ID! pattern: String! restrictsPushes: Boolean! blocksCreations: Boolean!
  allowsForcePushes: Boolean! requiresApprovingReviews: Boolean! requiresStatusChecks: Boolean!
  lockBranch: Boolean!
}
type BranchProtectionRuleConnection {
  totalCount: Int! pageInfo: PageInfo! nodes: [BranchProtectionRule]
}
type Ref implements Node { id: ID! name: String! prefix: String! target: GitObject }
interface GitObject { id: ID! oid: GitObjectID! }
type Blob implements Node & GitObject {
  id: ID! oid: GitObjectID! text: String isTruncated: Boolean!
}
type Tree implements Node & GitObject { id: ID! oid: GitObjectID! }
type Commit implements Node & GitObject {
  id: ID! oid: GitObjectID! message: String! tree: Tree! status: Status
  parents(first: Int last: Int after: String before: String): CommitConnection!
  committedDate: DateTime! author: GitActor
  history(first: Int last: Int after: String before: String): CommitHistoryConnection!
}
type GitActor { name: String email: String user: User }
type CommitHistoryConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Commit] }
type CommitConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Commit] }
enum StatusState { ERROR EXPECTED FAILURE PENDING SUCCESS }
type Status implements Node {
  id: ID! state: StatusState! context(name: String!): StatusContext contexts: [StatusContext!]!
}
type StatusContext implements Node {
  id: ID! context: String! state: StatusState! description: String targetUrl: URI
  createdAt: DateTime! creator: Actor
}
enum OrderDirection { ASC DESC }
enum IssueOrderField { COMMENTS CREATED_AT UPDATED_AT }
input IssueOrder { field: IssueOrderField! direction: OrderDirection! }
enum IssueState { OPEN CLOSED }
enum LockReason { OFF_TOPIC RESOLVED SPAM TOO_HEATED }
type Label implements Node { id: ID! name: String! color: String! description: String }
type LabelConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Label] }
type Issue implements Node {
  id: ID! databaseId: Int number: Int! url: URI! title: String! body: String!
  state: IssueState! closed: Boolean! locked: Boolean! activeLockReason: LockReason
  createdAt: DateTime! updatedAt: DateTime! lastEditedAt: DateTime closedAt: DateTime
  author: Actor editor: Actor
  labels(first: Int last: Int after: String before: String): LabelConnection
  comments(first: Int last: Int after: String before: String): IssueCommentConnection!
  timelineItems(
    first: Int last: Int after: String before: String itemTypes: [IssueTimelineItemsItemType!]
  ): IssueTimelineItemsConnection!
  userContentEdits(
    first: Int last: Int after: String before: String
  ): UserContentEditConnection
}
type UserContentEdit implements Node {
  id: ID! createdAt: DateTime! editedAt: DateTime! deletedAt: DateTime diff: String editor: Actor
}
type UserContentEditConnection {
  totalCount: Int! pageInfo: PageInfo! nodes: [UserContentEdit]
}
type IssueConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Issue] }
enum IssueTimelineItemsItemType { CLOSED_EVENT LABELED_EVENT UNLABELED_EVENT }
union IssueTimelineItems = ClosedEvent | LabeledEvent | UnlabeledEvent
type IssueTimelineItemsConnection {
  totalCount: Int! filteredCount: Int! pageInfo: PageInfo! nodes: [IssueTimelineItems]
}
type LabeledEvent implements Node {
  id: ID! createdAt: DateTime! actor: Actor label: Label!
}
type UnlabeledEvent implements Node {
  id: ID! createdAt: DateTime! actor: Actor label: Label!
}
type ClosedEvent implements Node { id: ID! createdAt: DateTime! actor: Actor }
enum ReactionContent { CONFUSED EYES HEART HOORAY LAUGH ROCKET THUMBS_DOWN THUMBS_UP }
type ReactorConnection { totalCount: Int! }
type ReactionGroup { content: ReactionContent! reactors: ReactorConnection! }
type IssueComment implements Node {
  id: ID! databaseId: Int url: URI! body: String! author: Actor viewerDidAuthor: Boolean!
  createdAt: DateTime! updatedAt: DateTime! lastEditedAt: DateTime editor: Actor
  reactionGroups: [ReactionGroup!]
  reactions(
    first: Int last: Int after: String before: String content: ReactionContent
  ): ReactionConnection!
}
type Reaction implements Node {
  id: ID! databaseId: Int content: ReactionContent! createdAt: DateTime! user: User
}
type ReactionConnection { totalCount: Int! pageInfo: PageInfo! nodes: [Reaction] }
type IssueCommentConnection { totalCount: Int! pageInfo: PageInfo! nodes: [IssueComment] }
enum PullRequestState { OPEN CLOSED MERGED }
enum CommentAuthorAssociation {
  COLLABORATOR CONTRIBUTOR FIRST_TIMER FIRST_TIME_CONTRIBUTOR MANNEQUIN MEMBER NONE OWNER
}
type PullRequest implements Node {
  id: ID! number: Int! url: URI! title: String! body: String! author: Actor
  state: PullRequestState! closed: Boolean! isDraft: Boolean! isCrossRepository: Boolean!
  authorAssociation: CommentAuthorAssociation!
  createdAt: DateTime! updatedAt: DateTime! closedAt: DateTime mergedAt: DateTime
  comments(first: Int last: Int after: String before: String): IssueCommentConnection!
  mergeCommit: Commit baseRefName: String! headRefName: String! headRefOid: GitObjectID!
  labels(first: Int last: Int after: String before: String): LabelConnection
  reviewRequests(
    first: Int last: Int after: String before: String
  ): ReviewRequestConnection
  latestOpinionatedReviews(
    first: Int last: Int after: String before: String writersOnly: Boolean = false
  ): PullRequestReviewConnection
}
type PullRequestConnection { totalCount: Int! pageInfo: PageInfo! nodes: [PullRequest] }
enum PullRequestReviewState { APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING }
type PullRequestReview implements Node {
  id: ID! author: Actor state: PullRequestReviewState! submittedAt: DateTime
}
type PullRequestReviewConnection { totalCount: Int! pageInfo: PageInfo! nodes: [PullRequestReview] }
union RequestedReviewer = Bot | Team | User
type ReviewRequest implements Node { id: ID! requestedReviewer: RequestedReviewer }
type ReviewRequestConnection { totalCount: Int! pageInfo: PageInfo! nodes: [ReviewRequest] }
type RateLimit {
  cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int!
}
type Query {
  viewer: User!
  node(id: ID!): Node
  repositoryOwner(login: String!): RepositoryOwner
  repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
  rateLimit(dryRun: Boolean = false): RateLimit
}
input RefUpdate {
  name: GitRefname! afterOid: GitObjectID! beforeOid: GitObjectID force: Boolean = false
}
input UpdateRefsInput { clientMutationId: String repositoryId: ID! refUpdates: [RefUpdate!]! }
type UpdateRefsPayload { clientMutationId: String }
input ConvertPullRequestToDraftInput { clientMutationId: String pullRequestId: ID! }
type ConvertPullRequestToDraftPayload { clientMutationId: String pullRequest: PullRequest }
input MarkPullRequestReadyForReviewInput { clientMutationId: String pullRequestId: ID! }
type MarkPullRequestReadyForReviewPayload { clientMutationId: String pullRequest: PullRequest }
type Mutation {
  updateRefs(input: UpdateRefsInput!): UpdateRefsPayload
  convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): ConvertPullRequestToDraftPayload
  markPullRequestReadyForReview(
    input: MarkPullRequestReadyForReviewInput!
  ): MarkPullRequestReadyForReviewPayload
}
"""


@functools.cache
def schema() -> GraphQLSchema:
    """Build the schema once."""
    return build_schema(SDL)
