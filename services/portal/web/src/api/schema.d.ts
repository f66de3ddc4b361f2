// Made from api/*/openapi.yaml by "npm run types". DO NOT EDIT.

export interface paths {
    "/.well-known/jwks/{subscription}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        /**
         * Read the public keys of a subscription that is signed by v1a
         * @description A JSON Web Key Set (RFC 7517) of the ed25519 keys (RFC 8037) in use now, newest first. No key is needed, for it is the endpoint that asks; the id cannot be guessed. Each subscription has keys of its own: what was sent to one member cannot be passed off as sent to another. One that is signed by `v1` has none, and is a 404.
         */
        get: operations["subscriptionKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, when
         * @description The ledger's entries, newest first, without what they say. Who oversees the alliance (an admin, an auditor) reads all, those about an indicator only while it may know of that indicator. A member reads what it did itself and what was done to what is its own: its entry, its keys, its subscriptions, its indicators, and the task forces in which it sits now; who manages for it reads of its persons, too. A person reads that of the member for which it acts, and what it did itself there. A page holds `limit` items wherever there are as many that the caller may read.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A signed note of the ledger, to be kept
         * @description Who oversees gets the checkpoint of now (https://c2sp.org/tlog-checkpoint): the origin `entente/<hub id>`, how many entries there are, and the root of their Merkle tree (RFC 9162). A member gets a blind note of the newest periodic checkpoint: the origin `entente/<hub id>/blind`, when its period began, and the root. It changes once a period, whatever is written; it has no size, which would show hidden traffic. `entente ledger verify --checkpoint` proves either against a copy of the ledger. Before the first period's checkpoint, a member gets 404.
         */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The key that verifies signed notes
         * @description The form is that of golang.org/x/mod/sumdb/note: `<name>+<hash>+<key>`. Keep it with the first note: who holds the hub could show another later. Any key in force may ask.
         */
        get: operations["getVerifierKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prove that an entry is there, or that nothing before was rewritten
         * @description For who oversees. With `position`, that the entry is among the first `size` entries (RFC 9162, section 2.1.3). With `from`, that the first `from` entries are the beginning of the first `size` (section 2.1.4). Without `size`: of all there are now.
         */
        get: operations["getProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Poll the caller's feed
         * @description Events in order, oldest first, of what the caller may see now, and the recall of what it may no longer. Needs the scope `read`. Who takes in each event that has the indicator, and drops what is `indicator.withdrawn`, `indicator.expired` or `indicator.erased`, holds what it may read. A change of rights (a task force joined or left, an embargo or a validity over, another policy) is told where it stands in that order. Without a cursor it starts at the first event ever. `next_cursor` is never null: poll with it. It moves only past events that were given, so hidden traffic leaves no trace in it. The same value is an event's `id`, and SSE's `Last-Event-ID`.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was decided of records that are sensitive or denied
         * @description Newest first, of the last 90 days as far as there is room. Who oversees reads all, a member those about itself, without the rule and the revision; both only those about no indicator, or about one that the caller may know of now. A decision can be read a moment after it was made. Under overload some are not kept.
         */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why an indicator was, or was not, delivered to a member
         * @description To its publisher: whether policy lets the member see it, by which line, and whether it was delivered. To the member itself: what each of its subscriptions makes of it, and the last attempts. To whoever oversees the alliance and may see it: the policy's decision, and whether each subscription wants it. Nobody is told why not of an indicator that it may not see: that is a 404.
         */
        get: operations["explainDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who holds an indicator
         * @description Which members were sent it by webhook and took it, on which day, and which of them took its recall: for its publisher, and for whoever oversees the alliance and may see it. Which subscriptions a member has, and what they filter, is its own business. To whom else may see it, 403 `not-publisher`; to others it is a 404. Who read it in a list, the feed or a stream is not counted.
         */
        get: operations["listHolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is on the caller's desk
         * @description Newest first unless `sort` says otherwise: all disputes for a steward; for a member those that it opened and those against its indicators. Needs the scope `read`.
         */
        get: operations["listDisputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{dispute}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        /**
         * Read a dispute
         * @description Needs the scope `read`. One that the caller may not read is the same 404 as one that never was. Who disputed reads its own whatever it may see of the indicator now.
         */
        get: operations["getDispute"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{dispute}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle a dispute
         * @description For a steward who is not of an organisation that has a part in it, and did not open it (403 `steward-is-party`). `upheld`: the indicator stands, and is published again once no other dispute of it is open, `indicator.upheld`. `withdrawn`: it is taken down at once, `indicator.withdrawn`, and other disputes of it are closed. To one that has no part in a dispute that it may read it is 403 `not-a-party`; in one that is no longer open, 409 `dispute-closed`.
         */
        post: operations["resolveDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{dispute}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say something in a dispute
         * @description For its parties (scope `publish`) and stewards, all of whom read it; while it is open. At most 50 (409 `dispute-full`). To one that has no part in a dispute that it may read it is 403 `not-a-party`; in one that is no longer open, 409 `dispute-closed`.
         */
        post: operations["sayInDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{dispute}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a dispute back
         * @description For who opened it. Where no other is open the indicator is published again: `indicator.upheld`. To one that has no part in a dispute that it may read it is 403 `not-a-party`; in one that is no longer open, 409 `dispute-closed`.
         */
        post: operations["withdrawDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who can see an indicator, or why not
         * @description Without `viewer`: tells the publisher of an indicator who may do what with it now, and by which line; a line does not name people, nor task forces in which the publisher does not sit. Members come by name, who acts for the alliance by role; a member's people have their member's rights and are not listed. Anyone else is answered 403 `not-publisher`. With `viewer`: tells an admin or an auditor whether that viewer may, by which line, which others apply, and which ask for one thing more; anyone else is answered 403 `scope-missing`, whatever the indicator. An indicator that the caller may not see is 404, as one that there is not.
         */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the member's direct feed holds
         * @description Needs the scope `subscribe`. 404 where it is off.
         */
        get: operations["getFeed"];
        /**
         * Turn the member's direct feed on
         * @description Needs the scopes `subscribe` and `read`. What comes from now on is written to a stream that the member's own NATS clients follow, with a key of the member's that has the scope `read` as their token (or password). Turning on one that is on changes nothing. There is no body. A hub that takes no direct connections answers 404 `feed-off`.
         */
        put: operations["turnOnFeed"];
        post?: never;
        /**
         * Turn the member's direct feed off
         * @description Needs the scopes `subscribe` and `read`. Its clients are disconnected, and what it held is deleted.
         */
        delete: operations["turnOffFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write the direct feed anew from a point
         * @description Needs the scopes `subscribe` and `read`. The feed is emptied, and all that the member may see now is written again after that point, each event under the id that it had; its consumer gets it in order, before what is new. `from` is a time, an event's `id`, or a change feed's cursor: any since the first day.
         */
        post: operations["replayFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the member's imports
         * @description Newest first, without their errors, which an import's own path has. Reports are kept for 30 days.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Import many indicators
         * @description Needs the scope `publish`. The body is streamed: any size, one indicator a line, in memory that does not grow with it. A bad
         *     line never loses a good one: it is counted, and reported with its number and its problem. What the caller has already
         *     published, or what stands twice in the body, counts as `duplicate`, so the same file can be sent again after a broken
         *     connection. The 202 leaves when the whole body has been read and every good line is on the ledger; how far it is can be read at
         *     the import's own path meanwhile. Two imports of a member run at a time; a third is 409 `import-busy`.
         *
         *     The indicators of one import stand side by side in lists and in the feed, and share their time to a fraction of a second. One that
         *     is withheld or pseudonymous among signed ones can be guessed by that: import it apart, at another time.
         *
         *     A line holds at most 64 KiB (a longer one is rejected, and the rest goes on) and is UTF-8; `line` in a report is its number in
         *     the body from 1, empty lines and comments counted. Empty lines are skipped.
         *
         *     - `application/x-ndjson`: a line is a publish body.
         *     - `text/csv` (RFC 4180): the first line names the columns: `type`, `value`, `region`, `tlp`, `brands`, `infringement`, `confidence`,
         *       `basis`, `tags`, `first_seen`, `valid_until`, `embargo_until`, `task_forces`, `members`, `except` (or `share_task_forces`,
         *       `share_members`, `share_except`), `attribution`, `note`; an unknown one is refused. Lists are separated by `|` or `;`, times
         *       are RFC 3339 or a date. A record is one line: a quoted field may hold commas and quotes, not a line end.
         *     - `text/plain`: a line is a value, or an entry of a hosts file (`0.0.0.0 host`); what follows `#` is a comment.
         *
         *     The parameters fill what a line leaves out (for `text/plain` all but the value), and are themselves checked before a line is
         *     read: 400 `parameter-invalid`. With an Idempotency-Key, the same body sent again gets the first report, and an import that
         *     failed is taken up again under its id.
         */
        post: operations["importIndicators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what an import would do, line by line
         * @description Needs the scope `publish`. Takes the same body and parameters as an import and writes nothing: the answer has a verdict a line, in
         *     the body's order, as it is read: `published`, `held` (its text waits for a steward), `refused` (`indicator-warned`: it would need a reason), `duplicate` or
         *     `rejected`, with what stands against it and how many other members would know of it. The last line (`ImportPreviewEnd`) has how many lines
         *     were previewed, and which members would know of how many of those that would be taken; an answer without it has broken off. Verdicts come while the
         *     body is sent: whoever reads them only afterwards, as browsers do, sends a long body in pieces of at most 64 KiB. What blind lists tell counts as told. It is counted among the imports that run.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An import's id.
                 * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                import: components["parameters"]["ImportPath"];
            };
            cookie?: never;
        };
        /**
         * Read an import's report
         * @description For the member that made it; to others it is a 404.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An import's id.
                 * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                import: components["parameters"]["ImportPath"];
            };
            cookie?: never;
        };
        /**
         * List an import's rejected lines
         * @description In the order of the file.
         */
        get: operations["listImportRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the indicators that the caller may see
         * @description Newest first, by when they were first published or (`sort=modified`) last changed. Needs the scope `read`. Filters are joined by "and", the values of one that is repeated by "or"; what a caller may not read of an indicator matches nothing. Unknown parameters are refused. What others publish or change meanwhile moves no page: nothing is left out or shown twice. By `modified` the order is that of when the first page was asked for; what has changed since is shown as it is now, where it stood then.
         */
        get: operations["listIndicators"];
        put?: never;
        /**
         * Publish an indicator
         * @description Needs the scope `publish`. The 201 leaves when the indicator is on disk and every view of this hub has it. Publishing what the caller has already published and not revoked is 409 `indicator-duplicate`; after a revoke it is the next revision of the same id. Wrong fields are 422 `indicator-invalid`, all at once. Free text that has what looks like a member's own prices, volumes or customers has the indicator held: 201 with the state `held` and `findings`; nobody but its publisher knows of it until a steward lets it out. A payment card's number, or what names a test buyer, is 422 `text-refused`, and is not kept.
         */
        post: operations["publishIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a copy of what may be taken away
         * @description All that the filters match, newest first, one indicator a line, as a stream of any length. Needs the scope `read`. Only what policy lets the caller `export`: by the default policy its own, what is clear or green, and what is amber and shared with it, as TLP 2.0 lets an organisation pass it on; not amber+strict, not red. Each record and each class of fields is decided on at the moment it is written: a right that goes while the stream runs takes effect in it. The last line of a whole stream is `{"exported": n}`; one that ends without it was cut off.
         */
        get: operations["exportIndicators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the indicators that the caller may read
         * @description How many the filters match, in all and by each facet, the most frequent values first. Needs the scope `read`. Counted is what the caller may read, exactly; of what it may know to exist and no more, nothing is. A facet's own filter does not narrow its own counts: they tell what else could be asked for. `publisher` counts by the names that the caller may know; who is withheld is counted nowhere but in `total`. `task_force` counts by those that the caller sits in, `confidence` by the bands of STIX 2.1, appendix A: `none` (0), `low` (1-29), `medium` (30-69), `high` (70-100), and `not_given`.
         */
        get: operations["countIndicators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See who would see what
         * @description Needs the scope `publish`. What publishing the same body would do, which members would see which classes of its fields (once an embargo is over), and all that stands against it. Nothing is written; hits of blind lists that it tells of count as told.
         */
        post: operations["previewIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        /**
         * Read an indicator
         * @description Needs the scope `read`. One that the caller may not see is the same 404 as one that never was. The ETag is that of the publisher's last change and of what of it the caller may read: `sightings` and `corroboration` may move without it.
         */
        get: operations["getIndicator"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Revise an indicator
         * @description A merge patch (RFC 7396) for its publisher, with the scope `publish`; `application/json` is read as one, too. What is given takes the place of what was, null takes it away, and the rules are those of publishing. All who may see it are told: `indicator.revised`. A patch that changes nothing writes nothing, and is answered by the indicator as it is. `tlp`, `share` and `embargo_until` are changed by `/share` and `/restrict`; `observable` and `attribution` never. One that is revoked is 409 `indicator-revoked`, one that is closed otherwise 409 `indicator-closed`. One that is held is published by it where nothing is found in its text any more, and waits on otherwise. Text that would have a new indicator held is 422 `text-refused` in one that others have: to hold all of it would recall what is right.
         */
        patch: operations["reviseIndicator"];
        trace?: never;
    };
    "/v1/indicators/{indicator}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        /**
         * List an indicator's disputes
         * @description Those that the caller may read, newest first. Needs the scope `read`. Whoever may read the indicator reads that there is a dispute, its code and its state; its parties and the stewards read more.
         */
        get: operations["listIndicatorDisputes"];
        put?: never;
        /**
         * Contest an indicator
         * @description For a member, with the scope `publish`, that may see the indicator and policy lets `dispute` it; and for a steward, on behalf of somebody outside. From now on the indicator is `disputed`: all who may see it are told `indicator.disputed`, with the `reason_code`; lists leave it out unless asked, and it corroborates nothing. Its ETag moves with that. The publisher reads `reason`, and who disputes as far as `attribution` says (`withheld` unless said otherwise); `evidence` and `on_behalf` are for the stewards alone. A steward does not see what the indicator says: quote what must be judged. A second one of the same member is 409 `dispute-open`, one beyond 100 that are open 409 `dispute-limit`; one's own indicator 409 `dispute-own`; one that was taken back or down 409 `indicator-not-standing`.
         */
        post: operations["disputeIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase an indicator
         * @description For its publisher, with the scope `publish`, and for an admin or a steward of the alliance, who know it by its id alone. Nothing is left but that it was: all its states on the ledger are overwritten, its sightings with them, and those who had it are told `indicator.erased` with its id. To others it is a 404 from then on. The same observable of the same publisher is not taken again: 409 `indicator-erased`. It cannot be undone. What recipients hold, and backups, the hub cannot reach.
         */
        post: operations["eraseIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        /**
         * Read what an indicator was
         * @description Its states, newest first, for whoever may see it. Needs the scope `read`. A state is there only if it was meant for the caller then, and the indicator is now; what may not be read in one of the two is masked. The first that is meant for the caller is `indicator.published`. One that was published anew for others after a revoke has no states before that. `actor` is for the publisher and for who oversees the alliance.
         */
        get: operations["readHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}/restrict": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Narrow who an indicator is for
         * @description For its publisher, with the scope `publish`. As `/share`, the other way: 422 `audience-not-narrower`. It is recalled from whoever loses it, `indicator.withdrawn` with its id alone. Who keeps it is told `indicator.restricted`: the label as it is now, and the reason; not who has lost it, nor whether anybody has.
         */
        post: operations["restrictIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an indicator back
         * @description For its publisher, with the scope `publish`. All who may see it are told: `indicator.revoked`. Revoking a revoked one is 409 `indicator-revoked`, one that is closed otherwise 409 `indicator-closed`. To anyone who may not see the indicator it is a 404; to one who may, but has not published it, 403 `not-publisher`.
         */
        post: operations["revokeIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}/share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Widen who an indicator is for
         * @description For its publisher, with the scope `publish`. What is given of `tlp`, `share` and `embargo_until` takes the place of what was, whole. The new audience has to be for all whom it was for, with a label that is no stricter, and for more: else 422 `audience-not-wider`, which says what would do. Policy must let the publisher publish it so. Who sees it by that is told `indicator.published`, and nothing of what it was before; the others `indicator.shared`.
         */
        post: operations["shareIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/indicators/{indicator}/sightings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        /**
         * List an indicator's sightings
         * @description Those that the caller may read, newest first, retracted ones among them. Needs the scope `read`.
         */
        get: operations["listSightings"];
        put?: never;
        /**
         * Say that it was seen again, or was not
         * @description Needs the scope `publish`, and an indicator that the caller may see and policy lets it `sight`. Unless it says otherwise, only the indicator's publisher and the caller's own member hear of it. Whatever its audience, nobody does who may not read the indicator: that a member named in `share` may is not checked, for the answer would tell who does. All who may read the sighting are told: `sighting.added`. A sighting of one that was revoked or taken down is 409 `indicator-not-standing`; a member says at most 500 things of one indicator (409 `sighting-limit`): one who sees it daily says so with `count`.
         */
        post: operations["sightIndicator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who the key speaks for
         * @description The member, the person, the credential and the scopes of the key that the request came with. Any key in force may ask.
         */
        get: operations["whoAmI"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description By id. An admin sees all, whole. A member sees the roster: id, name and kind of the active members, and of itself all but the reason of a suspension.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Enrol a member
         * @description Adds an organisation, active at once. For admins. The id is the admin's choice and never changes.
         */
        post: operations["enrolMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        /**
         * Read a member
         * @description What listMembers shows of it. To members, a suspended member and one that never was are the same 404.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a member
         * @description A merge patch (RFC 7396); `application/json` is read as one, too. For admins; `match_notices` alone for the member itself, too, with a key that has the scope `manage`.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/members/{member}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        /**
         * List a member's credentials
         * @description Oldest first, revoked ones included, without their keys. For an admin, or a key of the member itself with the scope `manage`.
         */
        get: operations["listCredentials"];
        put?: never;
        /**
         * Make an API key
         * @description For an admin, or a key of the member itself with the scope `manage`; such a key gives no scope that it has not. `key` is in this answer and in no other: the hub keeps a hash. The same request under the same Idempotency-Key gets the same answer while the process that made it runs; later, 409 `idempotency-answer-gone`: make another, and revoke this one.
         */
        post: operations["createCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/credentials/{credential}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
                /**
                 * @description A credential's id.
                 * @example k3v7q2m5x4t6h8zn
                 */
                credential: components["parameters"]["CredentialPath"];
            };
            cookie?: never;
        };
        /**
         * Read a credential
         * @description What listCredentials shows of it. The rights are the same.
         */
        get: operations["getCredential"];
        put?: never;
        post?: never;
        /**
         * Revoke a credential
         * @description It stops working at the next ledger position, and stays in the list with `revoked_at`. Revoking it again changes nothing. For an admin, or a key of the member itself with the scope `manage`.
         */
        delete: operations["revokeCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reinstate a suspended member
         * @description Its credentials that are in force work again. Reinstating an active member changes nothing and answers the same. For admins. There is no body.
         */
        post: operations["reinstateMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a member
         * @description From the next ledger position on the member reads and writes nothing: its keys get 401, open streams end, others no longer see it. Its task forces keep its seat. Suspending a suspended member changes nothing and answers the same. For admins.
         */
        post: operations["suspendMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what waits for a steward
         * @description Those that wait longest first. For persons with the role steward who act for the alliance; to anybody else the list is empty. A steward is shown the text and what was found in it: not what the indicator is about, nor whose it is, nor who would see it. Needs the scope `read`.
         */
        get: operations["listModeration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/{moderation}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An id at the stewards' desk.
                 * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                moderation: components["parameters"]["ModerationPath"];
            };
            cookie?: never;
        };
        /**
         * Read what waits for a steward
         * @description For stewards, while it waits; to anybody else, and afterwards, it is the same 404 as one that never was. Needs the scope `read`.
         */
        get: operations["getModeration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/{moderation}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An id at the stewards' desk.
                 * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                moderation: components["parameters"]["ModerationPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do not let an indicator out
         * @description It ends in the state `refused`, and its publisher is told `indicator.refused` with the code and the words; nobody else ever knows of it. Its publisher can publish it anew. Who decides, and the errors, are those of `/release`; the words are looked at as all text is: 422 `text-refused`.
         */
        post: operations["refuseModeration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/{moderation}/release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An id at the stewards' desk.
                 * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                moderation: components["parameters"]["ModerationPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an indicator out
         * @description It is published as if its publisher published it now: all whom it is for are told `indicator.published`, and nothing tells them that it was held. An embargo and a validity hold on. Where its publisher could not publish it now, by its rights, its audience or a list, it is 409 `release-unfit`. A steward whom its publisher lends, or a member of the publisher's kind, does not decide: 403 `moderation-partial`. Where somebody was first it is 409 `moderation-closed`. `If-Match` says which text the steward has read.
         */
        post: operations["releaseModeration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is tied to an observable
         * @description The observables that indicators tie to one another by their links, from the one asked for: the network of one infringer, as far as the caller may know of it. It says nothing that the caller could not work out from the indicators that it may read: what it may not read, or reads with a value masked, ties nothing and is counted nowhere. Where there is nothing that the caller may know, `nodes` is empty and there is no `id`.
         *     Nodes come the strongest first, by the strongest path from the start: the product of its edges' weights, less where it goes through what has many neighbours. What has more than 32 (`hub`: a forwarder, a payment provider), and what strangers share by its nature (`weak`: an address, a name, an IP address, a product, a picture), is shown and not gone through. Contested indicators tie nothing. A network is a lead and no verdict: read the indicators behind an edge before acting on it.
         */
        get: operations["findNetwork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{network}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A network's id.
                 * @example net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T
                 */
                network: components["parameters"]["NetworkPath"];
            };
            cookie?: never;
        };
        /**
         * A network by its id
         * @description As it is now, and as the caller may know of it: an id is the same for everybody, what is behind it is not. Where the caller may know of nothing it is a 404, as for an id that is none.
         */
        get: operations["getNetwork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{network}/path": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A network's id.
                 * @example net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T
                 */
                network: components["parameters"]["NetworkPath"];
            };
            cookie?: never;
        };
        /**
         * Why an observable is in a network
         * @description The strongest path from the network's start to another observable in it, with the indicators behind each step. Name the other end by `to`, or by `type` and `value`. What is not in the network, for this caller, is a 404.
         */
        get: operations["getNetworkPath"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List match notices
         * @description Those that the caller's member has received, of what it published and others met in their screenings, or those that it has sent. What a member sent is its own to read whether its publisher is told or not. Who acts for no member has none.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List people
         * @description By id. Admins and auditors see all. Who may `manage` for a member sees its people. All others see themselves, if they are one.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * Add a person
         * @description Adds a human, active at once: one who acts for the alliance, or one who acts for a member. For admins. The id is the admin's choice and never changes; `admin` is the bootstrap admin's.
         */
        post: operations["addPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        /**
         * Read a person
         * @description What listPeople shows of them. Who is not shown there is the same 404 as who never was.
         */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person's name, roles or member
         * @description A merge patch (RFC 7396); `application/json` is read as one, too. `roles`, where given, is the whole new list; `member: null` takes the member away. What is changed holds from the next ledger position on, for keys that were made before, too. For admins; nobody changes their own roles or member.
         */
        patch: operations["changePerson"];
        trace?: never;
    };
    "/v1/people/{person}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        /**
         * List a person's credentials
         * @description Oldest first, revoked ones included, without their keys. For an admin, or the person.
         */
        get: operations["listPersonCredentials"];
        put?: never;
        /**
         * Make an API key for a person
         * @description For an admin, or a person of a member for themselves: then it gives no scope and no time that the key that asks has not. Keys of those who act for the alliance are made by an admin alone. What a key can do is what the person's roles give at each request, and never more than its scopes. `key` is in this answer and in no other: the hub keeps a hash. The same request under the same Idempotency-Key gets the same answer while the process that made it runs; later, 409 `idempotency-answer-gone`: make another, and revoke this one.
         */
        post: operations["createPersonCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/credentials/{credential}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
                /**
                 * @description A credential's id.
                 * @example k3v7q2m5x4t6h8zn
                 */
                credential: components["parameters"]["CredentialPath"];
            };
            cookie?: never;
        };
        /**
         * Read a person's credential
         * @description What listPersonCredentials shows of it. The rights are the same.
         */
        get: operations["getPersonCredential"];
        put?: never;
        post?: never;
        /**
         * Revoke a person's credential
         * @description It stops working at the next ledger position, and stays in the list with `revoked_at`. Revoking it again changes nothing. For an admin, or the person.
         */
        delete: operations["revokePersonCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reinstate a suspended person
         * @description Their credentials that are in force work again. Reinstating an active person changes nothing and answers the same. For admins. There is no body.
         */
        post: operations["reinstatePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a person
         * @description From the next ledger position on the person reads and writes nothing: their keys get 401, open streams end. Suspending a suspended person changes nothing and answers the same. For admins, and not for themselves.
         */
        post: operations["suspendPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The policy in force
         * @description The set of rules that decides who may do what, with its cases, and who answers for it. For admins and auditors. A line of a set is described in policies/README.md of the sources.
         */
        get: operations["getPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List proposals
         * @description Newest first, without text, cases and simulation. For admins and auditors.
         */
        get: operations["listPolicyProposals"];
        put?: never;
        /**
         * Propose a policy
         * @description Writes a whole set down that is to follow the one in force; nothing changes yet. The set is linted (422 `policy-invalid` names each line and says what to do), compared with the set in force line by line (`wider`), and its cases are run (`tests`): one whose cases fail cannot be approved. For admins.
         */
        post: operations["proposePolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/proposals/{proposal}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        /**
         * Read a proposal
         * @description Whole, with the last simulation. Samples about indicators that the caller may not know of are counted in `samples_hidden`, not shown. For admins and auditors.
         */
        get: operations["getPolicyProposal"];
        /**
         * Change a proposal
         * @description Replaces what an open proposal says; without `cases` they stay. The last simulation is forgotten. For its author alone (403 `not-author`). 409 `proposal-closed`, or `proposal-stale` where another policy has come into force since it was made.
         */
        put: operations["changePolicyProposal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/proposals/{proposal}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a proposal in force
         * @description From this entry of the ledger on the set decides. The cases are run and the change is counted again, over the records as they are now. Whatever shows anyone more, or ever could (`wider`), takes another admin than its author (403 `approver-is-author`), who must not be of an organisation that is shown more, or would be of whatever is published, now or when a line or a task force begins or ends (403 `approver-gains`); an admin of no organisation always can. What only tightens its author may approve. 409 `proposal-closed`, `proposal-tests-failed`, or `proposal-stale` where another policy has come into force since the proposal was made.
         */
        post: operations["approvePolicyProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/proposals/{proposal}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a proposal, or withdraw one
         * @description Closes an open proposal for good. Its author withdraws it so. For admins. 409 `proposal-closed`.
         */
        post: operations["rejectPolicyProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/proposals/{proposal}/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count what a proposal would change
         * @description Decides every pair of a viewer and an indicator there is, under the policy in force and under the proposal, as of now, and keeps the counts on the proposal. They are exact; the samples are confirmed by casbin on both sides. A million indicators take seconds; one simulation runs at a time. What lines with `from` and `until` will change later is not in the counts. For admins. 409 `proposal-closed`, `proposal-stale`, or `conflict` where the proposal was changed meanwhile.
         */
        post: operations["simulatePolicyProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The policies that are and were in force
         * @description Newest first; the last is `initial`, which every alliance starts with. For admins and auditors.
         */
        get: operations["listPolicyRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The revision's id, that of the proposal that it was, or `initial`.
                 * @example initial
                 */
                revision: components["parameters"]["RevisionPath"];
            };
            cookie?: never;
        };
        /**
         * A policy that is or was in force
         * @description The set with its cases. A revision's id is that of the proposal that it was, or `initial`. For admins and auditors.
         */
        get: operations["getPolicyRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose an earlier policy again
         * @description Makes a proposal of an earlier revision's text and cases. It is approved as any other: going back may show more, too. For admins.
         */
        post: operations["rollbackPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/protections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the member's protective lists
         * @description Needs the scope `publish`. Oldest first, without their entries.
         */
        get: operations["listProtections"];
        put?: never;
        /**
         * Make a protective list
         * @description Needs the scope `publish`. From its entry on, whoever publishes what is on it is warned, or needs a reason. A member has at most 64 (409 `protection-limit`). Wrong fields are 422 `protection-invalid`; values are not repeated in it. Of `buyers` the hub keeps keyed hashes alone, and shows none of them to anybody.
         */
        post: operations["createProtection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/protections/{protection}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A protective list's id.
                 * @example prot_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                protection: components["parameters"]["ProtectionPath"];
            };
            cookie?: never;
        };
        /**
         * Read a protective list
         * @description Needs the scope `publish`. Another member's is the same 404 as one that never was.
         */
        get: operations["getProtection"];
        put?: never;
        post?: never;
        /**
         * Take a protective list away
         * @description From its entry on it protects nothing.
         */
        delete: operations["deleteProtection"];
        options?: never;
        head?: never;
        /**
         * Change a protective list
         * @description What is left out stays; `entries` and `marks` are whole new lists.
         */
        patch: operations["changeProtection"];
        trace?: never;
    };
    "/v1/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether observables are known
         * @description One to 1,000 observables, each answered at its own place. A value that cannot be read is answered by a `problem`, and the others all the same. Nothing of the request is kept or logged, but that the caller was shown what is red or personal.
         *     An answer is a lead and no verdict: `kind` and `strength` say how far it ties the value to what is known, the indicators say who claims what. `disputed` ones are listed and counted for nothing: act on none of them by machine.
         *     A host is compared with what members have protected as well (`lookalike`): their words and the domains of their own. What is some member's own looks like nobody else's.
         *     With `notify`, the publishers of what the answer shows are told that it was met: once in 24 hours an indicator, up to 1,000 a request and 10,000 a day. They learn which of their own was met, how, and when. Of what it could not have written, an answer says nothing.
         */
        post: operations["screen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether an image is known
         * @description The file itself: it is known by its SHA-256, and near ones by its phash. It is neither kept nor logged. At most 10 MB and 25 million pixels; of an animation, the first frame.
         */
        post: operations["screenImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen/range": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What to ask for ranges with
         * @description For asking without telling what about. The tag of an observable is HMAC-SHA256, under `key`, of its type, a colon and its canonical form (`phone:+8613800138000`). Ask `GET /v1/screen/range/{prefix}` for the first `prefix_bits` of the tag, and look for the following `suffix_bits` in the answer. The key is the alliance's: it keeps tags from being guessed by others than members. `epoch` changes when the key does.
         */
        get: operations["getScreenRange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen/range/{prefix}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is known in a range
         * @description The hub learns three hexadecimal digits of a tag, which one in 4,096 of all values that there are has. Only what stands, and what the caller may read, is in it; `mailbox` and `seller` entries are found by an observable's match keys. Answers are filled up to a power of two, at least 256, with entries that are nobody's; they stay the same.
         */
        get: operations["screenRange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's searches
         * @description Oldest first. Needs the scope `read`.
         */
        get: operations["listSearches"];
        put?: never;
        /**
         * Keep a search
         * @description Needs the scope `read`. A search is a question and no more: whoever asks it is answered by its own rights at that moment, with `GET /v1/indicators?search=` and further filters, each of which stands for the search's own of that name. One that a member's key keeps is the member's, by any of its keys; one that a person keeps is that person's alone. Each may keep 200. Wrong fields are 422 `search-invalid`.
         */
        post: operations["createSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches/{search}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A search's id.
                 * @example sea_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                search: components["parameters"]["SearchPath"];
            };
            cookie?: never;
        };
        /**
         * Read a search
         * @description For whoever keeps it; to others it is a 404.
         */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        /**
         * Drop a search
         * @description It can no longer be asked.
         */
        delete: operations["deleteSearch"];
        options?: never;
        head?: never;
        /**
         * Change a search
         * @description What is left out stays; a query is replaced as a whole.
         */
        patch: operations["changeSearch"];
        trace?: never;
    };
    "/v1/sightings/{sighting}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A sighting's id.
                 * @example sig_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                sighting: components["parameters"]["SightingPath"];
            };
            cookie?: never;
        };
        /**
         * Read a sighting
         * @description Needs the scope `read`. One that the caller may not read is the same 404 as one that never was; its author's member reads it whatever became of the indicator.
         */
        get: operations["getSighting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sightings/{sighting}/retract": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A sighting's id.
                 * @example sig_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                sighting: components["parameters"]["SightingPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a sighting back
         * @description For the member that said it, with the scope `publish`. All who may read it are told: `sighting.retracted`. To one who reads another's it is 403 `not-sighter`; a second time it is 409 `sighting-retracted`.
         */
        post: operations["retractSighting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in-links/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person's id; `admin` is the bootstrap admin. */
                person: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a one-time sign-in link
         * @description For an admin. Whoever opens it is signed in to the portal as that person, once, within a quarter of an hour: hand it over as you would a key. A link of the bootstrap admin is made with the bootstrap key alone. Making a link changes nothing; using it is on the ledger, with who made it. There is no body.
         */
        post: operations["makeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the caller's feed as it grows
         * @description Server-sent events (WHATWG HTML, section 9.2) of what `GET /v1/changes` lists, as it happens. Needs the scope `read`. Each has `id` (sealed; send it back as Last-Event-ID to go on after it), `event` (the type) and `data` (the JSON object of the change feed on one line). Without Last-Event-ID it starts at the next event, and first tells the `id` to go on from. A comment line comes every 15 s. The stream ends when the key is no longer in force, and when the client reads too slowly: connect again with Last-Event-ID, nothing is lost.
         */
        get: operations["stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the member's subscriptions
         * @description Oldest first, each with its `progress`. Needs the scope `subscribe`.
         */
        get: operations["listSubscriptions"];
        put?: never;
        /**
         * Subscribe an endpoint
         * @description Needs the scopes `subscribe` and `read`. Events from now on are sent, once the endpoint has shown that it wants them: it is asked before this is answered, as `POST …/verify` describes, and until it answers the subscription is `pending`. `secret` is in this answer and in no other. The same request under the same Idempotency-Key gets the same answer. An address that the hub does not dial (not https, another port than 80, 443 or 8443, loopback, private, link-local; whoever runs the hub can allow networks) is 422 `url-refused`. A member has at most 50 subscriptions.
         */
        post: operations["createSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        /**
         * Read a subscription
         * @description For the member whose it is; to others it is a 404.
         */
        get: operations["getSubscription"];
        put?: never;
        post?: never;
        /**
         * End a subscription
         * @description Nothing more is sent. Its secret is forgotten.
         */
        delete: operations["deleteSubscription"];
        options?: never;
        head?: never;
        /**
         * Change a subscription
         * @description Needs the scopes `subscribe` and `read`. A merge patch (RFC 7396); `application/json` is read as one, too. `filter` and `retry`, where given, are the whole new ones; null takes them away.
         */
        patch: operations["changeSubscription"];
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        /**
         * List what a subscription's endpoint has refused for good
         * @description Events that were answered 413 or 415, or three times 400 or 422: the rest went on without them. In the order in which they happened; without what was in them, which is decided when one is sent again. Kept for 30 days, at most 1,000: with more the subscription is disabled.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/dead-letters/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send all dead letters again
         * @description Each as it stands when it is sent, under the `webhook-id` it had, beside what happens. Those that are taken are gone from the list, and so are those that may not be told any more; those that are refused again stay. The attempts are among the deliveries. A subscription that is not active sends them once it is.
         */
        post: operations["resendDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/dead-letters/{letter}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description The `webhook_id` of a dead letter.
                 * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                letter: components["parameters"]["LetterPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a dead letter
         * @description It is not sent again.
         */
        delete: operations["deleteDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/dead-letters/{letter}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description The `webhook_id` of a dead letter.
                 * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                letter: components["parameters"]["LetterPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a dead letter again
         * @description As `/dead-letters/resend`, one alone.
         */
        post: operations["resendDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        /**
         * Search a subscription's attempts
         * @description Newest first; of several filters all must hold. They are kept for a limited time (whoever runs the hub sets it; a week as a rule), and may have gaps under overload; the record is the feed.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description An attempt's id, from the list.
                 * @example Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
                 */
                delivery: components["parameters"]["DeliveryPath"];
            };
            cookie?: never;
        };
        /**
         * Read one attempt whole
         * @description With what was sent and what the endpoint answered. The body that was sent is not kept: it would be a second copy of records that may have been withdrawn or erased since. What the event would say now is in `now`, where the key may read and there is still something to say. What the endpoint answered is shown to a key that may read, and only while all that the post told of can be read: an answer may repeat what it was sent. Signatures, and the values of headers that the member added, are masked.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/deliveries/{delivery}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description An attempt's id, from the list.
                 * @example Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
                 */
                delivery: components["parameters"]["DeliveryPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what an attempt told of again
         * @description Under the `webhook-id` that it had, beside what happens, and decided anew: rights, the record and the filter are those of then. It waits among the dead letters until it is taken, or may not be told any more; the attempt is among the deliveries. Needs the scopes `subscribe` and `read`. What has no event of an indicator (a test) is 409 `delivery-void`. There is no body.
         */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a subscription
         * @description Its cursor stops; nothing is lost. Pausing a paused one changes nothing. There is no body.
         */
        post: operations["pauseSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again from a point
         * @description Beside what happens, and slower: all that the member may see now, and the filter wants, is sent again from that point up to now, each event under the `webhook-id` it had. How far it has come is in `progress` of the subscription. It ends one that is under way. `from` is a time, an event's `id`, or a change feed's cursor.
         */
        post: operations["replaySubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a subscription
         * @description It goes on from where it stopped, whether it was paused or disabled. There is no body.
         */
        post: operations["resumeSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop signing with the keys that were replaced
         * @description The overlap of all rotations is over at once. Without one under way nothing changes. There is no body.
         */
        post: operations["retireKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a subscription a new signing key
         * @description Posts are signed with the new key from now on, and with the one before as well until the overlap is over: `webhook-signature` has both, and a receiver that knows either verifies every post meanwhile. `secret` is in this answer and in no other; the same request under the same Idempotency-Key gets the same answer. An overlap of 0 stops the old key at once. More than 3 replaced keys in use are 409 `subscription-keys`.
         */
        post: operations["rotateSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description One signed `subscription.test` event is sent at once, paused or not, and is not tried again. The answer tells how it went. One whose endpoint has not been verified is sent none: 422 `endpoint-unproven`. There is no body.
         */
        post: operations["testSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscription}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an endpoint show that it wants to be told
         * @description A `pending` subscription's endpoint is sent a signed event `subscription.verify` with `data.challenge`, and must answer 2xx with the body `{"challenge": "…"}`, the same, or that text alone. Or give the `challenge` here, as somebody read it at the endpoint; then nothing is sent. Then it is `active`, and told of all that came since it was made. Where the endpoint does not answer so, 422 `endpoint-unproven` says what it did. One that is verified stays so. A member's endpoints can be asked 50 times at once, and then once a second. Endpoints in networks that whoever runs the hub has allowed by name need not be verified, as a rule.
         */
        post: operations["verifySubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task-forces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List task forces
         * @description By id. An admin sees all; a member those that it sits in, ended ones included.
         */
        get: operations["listTaskForces"];
        put?: never;
        /**
         * Create a task force
         * @description For admins. It names active members only.
         */
        post: operations["createTaskForce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task-forces/{task_force}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A task force's id.
                 * @example handbags
                 */
                task_force: components["parameters"]["TaskForcePath"];
            };
            cookie?: never;
        };
        /**
         * Read a task force
         * @description For admins and those who sit in it; to all others it is the same 404 as one that never was.
         */
        get: operations["getTaskForce"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a task force
         * @description A merge patch (RFC 7396); `application/json` is read as one, too. `members`, where given, is the whole new list. For admins.
         */
        patch: operations["changeTaskForce"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What the caller's member is told of a subscription of its own. */
        Alarm: {
            /** @description How many attempts have failed, one after another. */
            attempts: number;
            /** @description How much of the way to being disabled it has gone. */
            percent: number;
            /** @description What went wrong last, in words. */
            reason: string;
            /**
             * @description Its id.
             * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            subscription: string;
        };
        /**
         * @description How much of the publisher others learn; by a name, by a pseudonym that differs from viewer to viewer, or nothing.
         * @default named
         * @enum {string}
         */
        Attribution: "named" | "pseudonymous" | "withheld";
        /** @description One entry of the ledger, without what it says. */
        AuditItem: {
            /**
             * @description Who did it: `m:<member>/<credential>`, `u:<person>/<credential>`, `u:admin`, `system`. A member is shown its own keys, and persons to who manages for it (else they are `m:<member>`); anyone else is `alliance`.
             * @example m:brand-a/x3f7k2m9q4w8e5r6
             */
            actor: string;
            /**
             * Format: date-time
             * @description The clock of the service that wrote it.
             */
            at: string;
            /** @description The entity's id. */
            id: string;
            /**
             * @description The kind of entity that it is about.
             * @example indicator
             */
            kind: string;
            /** @description Where it stands on the ledger, as in the Ledger-Position header. It is opaque. */
            position: string;
            /**
             * @description What was done.
             * @example published
             */
            verb: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditItem"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @description A proof in the ledger's Merkle tree. Hashes are SHA-256, in base64. One of inclusion has `index` and `leaf`; one of consistency has `from` and `from_root`. */
        AuditProof: {
            /**
             * Format: int64
             * @description How many entries the earlier tree has.
             */
            from?: number;
            /** @description The earlier tree's root. */
            from_root?: string;
            /** @description The audit path, or the nodes that lead from the earlier root to the later one. */
            hashes: string[];
            /**
             * Format: int64
             * @description Which of them the entry is, from 0.
             */
            index?: number;
            /** @description The entry's hash in the tree. */
            leaf?: string;
            /** @description Its root. */
            root: string;
            /**
             * Format: int64
             * @description How many entries the tree has.
             */
            size: number;
        };
        /**
         * @description What the claim rests on.
         * @enum {string}
         */
        Basis: "test_purchase" | "expert_examination" | "customs_or_court" | "marketplace_confirmation" | "image_match" | "report";
        /** @description Something that the caller is to be told. The same object as a webhook's body and an SSE event's data (events/asyncapi.yaml). */
        Change: {
            /** @description The indicator, the sighting, the notice or the alarm, as the caller may see it now; of an indicator that it may no longer read, the id alone. */
            data: components["schemas"]["Indicator"] | components["schemas"]["Recalled"] | components["schemas"]["Sighting"] | components["schemas"]["Notice"] | components["schemas"]["Alarm"];
            /** @description The event's sealed position: a cursor. */
            id: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            type: components["schemas"]["ChangeType"];
        };
        /** @description A page of events. */
        ChangePage: {
            items: components["schemas"]["Change"][];
            /** @description The `cursor` to poll with next. Never null. */
            next_cursor: string;
        };
        /**
         * @description What happened. `indicator.published`: it is there for the caller, newly or again, whether by its publisher or by a right (a task force joined, an embargo over, an audience widened to it). `indicator.revised`: it says something else now. `indicator.shared`, `indicator.restricted`: its publisher has widened or narrowed whom it is for. `indicator.revoked`: its publisher took it back. `indicator.withdrawn`: the caller may no longer read it. `indicator.expired`: its validity is over. `indicator.erased`: nothing of it is left. `indicator.disputed`, `indicator.upheld`: it is contested, and was and stands; one that was taken down is `indicator.withdrawn`, with all that may be read of it. `indicator.held`, `indicator.refused`: to its publisher alone, it waits for a steward, and was not let out. `sighting.added`, `sighting.retracted`: somebody saw it again or did not, or takes that back; `data` is the sighting. `notice.matched`: another member's screening met what the caller published; `data` is the notice. `subscription.failing`, `subscription.disabled`: an endpoint of the caller's member fails, or is told no more. Others will come; pass over those that you do not know.
         * @enum {string}
         */
        ChangeType: "indicator.published" | "indicator.revised" | "indicator.shared" | "indicator.restricted" | "indicator.revoked" | "indicator.withdrawn" | "indicator.expired" | "indicator.disputed" | "indicator.upheld" | "indicator.held" | "indicator.refused" | "indicator.erased" | "sighting.added" | "sighting.retracted" | "notice.matched" | "subscription.failing" | "subscription.disabled";
        /** @description An API key without its secret. */
        Credential: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * Format: date-time
             * @description From when on it no longer works; absent means never.
             */
            expires_at?: string;
            /**
             * @description The public half of the key; 16 lower-case base32 characters.
             * @example k3v7q2m5x4t6h8zn
             */
            id: string;
            /**
             * @description Whose it is.
             * @example brand-a
             */
            member: string;
            /** @description What it is for. */
            name: string;
            /**
             * Format: date-time
             * @description When it was revoked; absent while it is in force.
             */
            revoked_at?: string;
            /** @description What it may be used for. */
            scopes: components["schemas"]["CredentialScope"][];
        };
        /** @description A key to be. */
        CredentialDraft: {
            /**
             * Format: date-time
             * @description From when on it no longer works; in the future. Left out means never. A key that is no admin's gives no more time than it has; left out means as long as itself.
             */
            expires_at?: string;
            /** @description What it is for; 1 to 100 characters. */
            name: string;
            /** @description What it may be used for; read, publish and subscribe where this is left out. */
            scopes?: components["schemas"]["CredentialScope"][];
        };
        /** @description A page of credentials. */
        CredentialPage: {
            items: components["schemas"]["Credential"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * @description What a key may be used for. `manage` makes and revokes the member's own credentials.
         * @enum {string}
         */
        CredentialScope: "read" | "publish" | "subscribe" | "manage";
        /** @description An API key with its secret, this once. */
        CredentialWithKey: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * Format: date-time
             * @description From when on it no longer works; absent means never.
             */
            expires_at?: string;
            /**
             * @description The public half of the key; 16 lower-case base32 characters.
             * @example k3v7q2m5x4t6h8zn
             */
            id: string;
            /**
             * @description The whole key, for `Authorization: Bearer`. It is shown once.
             * @example ent_k3v7q2m5x4t6h8zn_…
             */
            key: string;
            /**
             * @description Whose it is.
             * @example brand-a
             */
            member: string;
            /** @description What it is for. */
            name: string;
            /** @description What it may be used for. */
            scopes: components["schemas"]["CredentialScope"][];
        };
        /** @description An event that an endpoint has refused. */
        DeadLetter: {
            /** @description How often it was sent. */
            attempts: number;
            /** @description Why it was refused. */
            error?: string;
            /**
             * @description The type of event.
             * @example indicator.published
             */
            event: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            event_at: string;
            /** @description The endpoint's HTTP status. */
            status?: number;
            /**
             * Format: date-time
             * @description When it was sent last.
             */
            tried_at: string;
            /** @description It is to be sent again. */
            wanted: boolean;
            /**
             * @description The `webhook-id` header of the event.
             * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            webhook_id: string;
        };
        /** @description A page of dead letters. */
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description One decision. */
        Decision: {
            /**
             * @description What was to be done.
             * @example read.core
             */
            act: string;
            /**
             * @description With which key; `system` for what the hub sends by itself.
             * @example m:brand-a/x3f7k2m9q4w8e5r6
             */
            actor: string;
            /** @description Whether it was. */
            allowed: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            at: string;
            /**
             * @description The route, or `webhook`.
             * @example GET /v1/indicators/:indicator
             */
            exit: string;
            /** @description With which indicator; absent where with none. */
            indicator?: string;
            /**
             * @description The request's id.
             * @example 01J9Z3V6W8Q4T2
             */
            request?: string;
            /** @description The revision of the policy; for who oversees. */
            revision?: string;
            /** @description The rule that decided; for who oversees. */
            rule?: string;
            /**
             * @description For whom.
             * @example m:brand-a
             */
            viewer: string;
            /**
             * @description Why it is remembered: `denied`, `red` (it is TLP:RED), `personal` (personal data), `shadow` (a second opinion differed), `forced` (published with a reason though it is on a list; `rule` names the lists).
             * @example denied
             */
            why: string;
        };
        DecisionPage: {
            items: components["schemas"]["Decision"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @description One attempt at telling an endpoint of one event, or of several in a batch. */
        Delivery: {
            /**
             * Format: date-time
             * @description When it was sent.
             */
            at: string;
            /** @description Which attempt it was, from 1. */
            attempt: number;
            /**
             * Format: int64
             * @description How long it took, in milliseconds.
             */
            duration_ms: number;
            /** @description Why it failed. */
            error?: string;
            /**
             * @description The type of event, or `batch`.
             * @example indicator.published
             */
            event: string;
            failure?: components["schemas"]["DeliveryFailure"];
            /**
             * @description Opaque; absent until it is in the log.
             * @example Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
             */
            id?: string;
            /**
             * @description What it told of; absent for a test and for a batch.
             * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            indicator?: string;
            /**
             * Format: date-time
             * @description When it will be tried again.
             */
            next_at?: string;
            state: components["schemas"]["DeliveryState"];
            /** @description The endpoint's HTTP status; absent where it did not answer. */
            status?: number;
            /**
             * @description The `webhook-id` header; the same for all attempts at one event.
             * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            webhook_id: string;
        };
        /** @description One attempt, whole. */
        DeliveryDetail: {
            /**
             * Format: date-time
             * @description When it was sent.
             */
            at: string;
            /** @description Which attempt it was, from 1. */
            attempt: number;
            /**
             * Format: int64
             * @description How long it took, in milliseconds.
             */
            duration_ms: number;
            /** @description Why it failed. */
            error?: string;
            /** @description The type of event, or `batch`. */
            event: string;
            failure?: components["schemas"]["DeliveryFailure"];
            /** @description Opaque. */
            id?: string;
            /**
             * Format: date-time
             * @description When it will be tried again.
             */
            next_at?: string;
            request?: components["schemas"]["DeliveryRequest"];
            response?: components["schemas"]["DeliveryResponse"];
            state: components["schemas"]["DeliveryState"];
            /** @description The endpoint's HTTP status; absent where it did not answer. */
            status?: number;
            /** @description What it told of; empty for a test. */
            told: components["schemas"]["DeliveryTold"][];
            /** @description The `webhook-id` header. */
            webhook_id: string;
        };
        /** @description Why an indicator was, or was not, delivered to a member. */
        DeliveryExplanation: {
            /** @description Policy lets the member see it now. */
            allowed: boolean;
            /**
             * Format: date-time
             * @description What was sent before is not known.
             */
            complete_since: string;
            holder?: components["schemas"]["Holder"];
            /** @description Its id. */
            indicator: string;
            /** @description To whom. */
            member: string;
            /**
             * @description The line that allows it, or, to whoever oversees, that forbids it.
             * @example p, role:member, tf, *, amber+strict, *, allow
             */
            rule?: string;
            /** @description Absent to the publisher. */
            subscriptions?: components["schemas"]["DeliveryVerdict"][];
        };
        /**
         * @description Why an attempt failed; `status` is any answer that is neither 2xx nor 3xx.
         * @enum {string}
         */
        DeliveryFailure: "status" | "redirect" | "timeout" | "refused" | "dns" | "blocked" | "tls" | "broken";
        /** @description A header; a value that is masked is `***`. */
        DeliveryHeader: {
            /** @description Its name. */
            name: string;
            /** @description Its value. */
            value: string;
        };
        /** @description A page of attempts. */
        DeliveryPage: {
            items: components["schemas"]["Delivery"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description What was sent, but for its body. */
        DeliveryRequest: {
            headers: components["schemas"]["DeliveryHeader"][];
            /** @description Always POST. */
            method: string;
            /** @description Where to. */
            url: string;
        };
        /** @description What the endpoint answered. At most 2 KiB of headers and of the body are kept. */
        DeliveryResponse: {
            /** @description Its beginning, as text; absent where it was empty, or may not be shown. */
            body?: string;
            headers: components["schemas"]["DeliveryHeader"][];
            /** @description The HTTP status. */
            status: number;
            /** @description There was more. */
            truncated?: boolean;
            /** @description What it answered is not shown: what it was told of may no longer be read. */
            withheld?: boolean;
        };
        /**
         * @description A `retrying` one will be tried again at `next_at`; a `failed` one will not.
         * @enum {string}
         */
        DeliveryState: "delivered" | "retrying" | "failed";
        /** @description One event that a post told of. */
        DeliveryTold: {
            /** @description Its type. */
            event: string;
            /** @description What it is about. */
            indicator: string;
            /** @description The event as it would be sent now. Absent where it would not be. */
            now?: {
                [key: string]: unknown;
            };
            /** @description The sighting that it is about. */
            sighting?: string;
            /** @description The event's own. */
            webhook_id: string;
        };
        /** @description What one subscription makes of an indicator. */
        DeliveryVerdict: {
            /** @description The last ones, newest first; to its owner. */
            attempts?: components["schemas"]["Delivery"][];
            /** @description The fields of the filter that do not; to its owner. */
            lacks?: string[];
            /** @description What it is for; to its owner. */
            name?: string;
            /** @description Why it is disabled; to its owner. */
            reason?: string;
            /**
             * @description The day on which it took the recall.
             * @example 2026-10-01
             */
            recalled_on?: string;
            state: components["schemas"]["SubscriptionState"];
            /** @description Its id. */
            subscription: string;
            /** @description It took the indicator; absent where it was not sent. */
            taken?: boolean;
            /**
             * @description The day on which it did.
             * @example 2026-10-01
             */
            taken_on?: string;
            /** @description The filter lets the indicator through as it stands now. */
            wants: boolean;
        };
        /** @description A dispute as the caller may read it. What is not for the caller is absent. */
        Dispute: {
            /**
             * @description Who others are told disputes. For who disputes and the stewards.
             * @enum {string}
             */
            attribution?: "named" | "pseudonymous" | "withheld";
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it should be settled by (the hub's `dispute-days` after it was opened); absent once it is over. For its parties and the stewards.
             */
            due_at?: string;
            /** @description The revision: the ETag header without its quotes. For its parties and the stewards. */
            etag?: string;
            /** @description What shows it. For who disputes and the stewards. */
            evidence?: string;
            /**
             * @description Opaque.
             * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            /**
             * @description The indicator's id.
             * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            indicator: string;
            /**
             * @description Who disputes: a member's id, or "anon-…", a name that holds for this viewer only.
             * @example market-b
             */
            member?: string;
            /**
             * Format: date-time
             * @description When it last changed. For its parties and the stewards.
             */
            modified_at?: string;
            /** @description Whom it is for. For the stewards. */
            on_behalf?: string;
            /** @description What is wrong. For its parties and the stewards. */
            reason?: string;
            reason_code: components["schemas"]["DisputeCode"];
            /**
             * @description How the caller stands to it.
             * @enum {string}
             */
            role: "reader" | "disputer" | "publisher" | "steward";
            state: components["schemas"]["DisputeState"];
            /** @description What was said in it, oldest first. For its parties and the stewards. */
            statements?: components["schemas"]["DisputeStatement"][];
            /** @description The steward's words. For its parties and the stewards. */
            verdict?: string;
        };
        /**
         * @description Why an indicator is contested.
         * @enum {string}
         */
        DisputeCode: "authorised_seller" | "mistaken_identity" | "not_infringing" | "outdated" | "rights_dispute" | "duplicate" | "other";
        /** @description A dispute to be. */
        DisputeDraft: {
            /**
             * @description Who others are told disputes; a steward's is withheld.
             * @default withheld
             * @enum {string}
             */
            attribution?: "named" | "pseudonymous" | "withheld";
            /** @description What shows it, and what of the indicator the stewards must know; at most 4000 characters. Stewards alone read it. */
            evidence?: string;
            /** @description For stewards, who need it: whom it is for, and how to reach them; 1 to 500 characters. Stewards alone read it. */
            on_behalf?: string;
            /** @description What is wrong; 1 to 2000 characters. The publisher and the stewards read it. */
            reason: string;
            reason_code: components["schemas"]["DisputeCode"];
        };
        /** @description A page of disputes. */
        DisputePage: {
            items: components["schemas"]["Dispute"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * @description Where a dispute is in its life: `upheld` (settled; the indicator stands), `withdrawn` (settled; the indicator is taken down), `dropped` (by who opened it), `closed` (the indicator was taken back, or down, meanwhile).
         * @enum {string}
         */
        DisputeState: "open" | "upheld" | "withdrawn" | "dropped" | "closed";
        /** @description What one of the parties, or a steward, said. */
        DisputeStatement: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * @description Who said it.
             * @enum {string}
             */
            by: "disputer" | "publisher" | "steward";
            /** @description The words. */
            text: string;
        };
        /** @description What is to be said. */
        DisputeStatementDraft: {
            /** @description 1 to 2000 characters. */
            text: string;
        };
        /** @description How it is settled. */
        DisputeVerdict: {
            /**
             * @description The indicator stands, or is taken down.
             * @enum {string}
             */
            outcome: "upheld" | "withdrawn";
            /** @description Why; 1 to 2000 characters. The parties and the stewards read it. */
            reason: string;
        };
        /**
         * @description Why an indicator is erased.
         * @enum {string}
         */
        EraseCode: "legal_order" | "data_subject_request" | "retention" | "published_in_error" | "other";
        /** @description Why nothing of it may be left. */
        Erasure: {
            /** @description Why; 1 to 500 characters. Its publisher reads it. It must not repeat what is to be erased. */
            reason: string;
            reason_code: components["schemas"]["EraseCode"];
        };
        /** @description Without `viewer`, `readers`; with it, `viewer`, `act`, `known`, `allowed`, `by`, `applies` and `near`. Lines are of the set in force. */
        Explanation: {
            /** @example see */
            act?: string;
            allowed?: boolean;
            /** @description All lines that apply. */
            applies?: string[];
            /** @description The line that decides: a deny that applies, else an allow that does. Absent where none applies: what no line allows is denied. */
            by?: string;
            /** @example ind_mzxw6ytboi4tcnjzgeydmnzvge */
            indicator: string;
            /** @description Whether it is a viewer at all: enrolled, and active. */
            known?: boolean;
            /** @description Lines that would apply if one thing were otherwise. */
            near?: components["schemas"]["ExplanationMiss"][];
            /** @description Who may do anything with it. */
            readers?: components["schemas"]["ExplanationReader"][];
            /** @example m:brand-a */
            viewer?: string;
        };
        ExplanationGrant: {
            /** @example read.core */
            act: string;
            /**
             * @description The line that allows it.
             * @example p, role:member, *, *, green, read.*, allow
             */
            rule: string;
        };
        ExplanationMiss: {
            /**
             * @description What is otherwise: `who`, `scope`, `typ`, `tlp`, `act`, or `time` for a line that is not in force now.
             * @example scope
             */
            lacks: string;
            /** @example p, role:member, tf, *, amber+strict, see, allow */
            rule: string;
        };
        /** @description A member, or a role of those who act for the alliance, and what it may do. */
        ExplanationReader: {
            acts: components["schemas"]["ExplanationGrant"][];
            /**
             * @description `m:<member>` or `role:<role>`.
             * @example m:brand-a
             */
            viewer: string;
        };
        /** @description How many have a value. */
        FacetCount: {
            /**
             * @description How many that the caller may read.
             * @example 12
             */
            count: number;
            /**
             * @description The value, as its filter takes it (but for `confidence`).
             * @example maison-a
             */
            value: string;
        };
        /** @description Counts of what the caller may read. */
        Facets: {
            /** @description By facet, the most frequent values first. */
            facets: {
                [key: string]: components["schemas"]["FacetCount"][];
            };
            /**
             * @description How many the filters match.
             * @example 12
             */
            total: number;
        };
        /** @description What a member's NATS clients follow. */
        Feed: {
            /**
             * @description Its durable consumer, to pull and acknowledge from.
             * @example main
             */
            consumer: string;
            /**
             * Format: date-time
             * @description When it was turned on.
             */
            created_at: string;
            /**
             * @description Its revision.
             * @example Zr0vq1Xo2mB8dE4kTn7c
             */
            etag: string;
            /**
             * @description Messages that it holds, which are those that are not acknowledged. Absent until clients can connect.
             * @example 120
             */
            kept?: number;
            /**
             * Format: date-time
             * @description When it was last turned on or replayed.
             */
            modified_at: string;
            /**
             * Format: date-time
             * @description When the oldest of them was written.
             */
            oldest_at?: string;
            /**
             * @description The JetStream stream.
             * @example FEED-market-b
             */
            stream: string;
            /**
             * @description What to subscribe to for what comes while connected, without acknowledging.
             * @example feed.market-b.>
             */
            subjects: string;
        };
        /** @description Something in a text that members must not tell each other. */
        Finding: {
            /**
             * @description The words that were met.
             * @example price: "Our wholesale price is" looks like commercially sensitive information
             */
            detail?: string;
            /**
             * @description The text (RFC 6901).
             * @example /note
             */
            pointer: string;
            rule: components["schemas"]["FindingRule"];
        };
        /**
         * @description What was found: a member's own prices, costs or margins; its sales or stock; its customers or channels (EU Horizontal Guidelines 2023, chapter 6).
         * @enum {string}
         */
        FindingRule: "price" | "volume" | "customer";
        /** @description A perceptual hash of an image. */
        Fingerprint: {
            /**
             * @description `phash` is that of 64 bits by the discrete cosine transform (goimagehash, PerceptionHash); `pdq` Meta's, of 256 bits.
             * @enum {string}
             */
            algorithm: "phash" | "pdq";
            /**
             * @description 16 hexadecimal digits of a phash, 64 of a pdq; the most significant bit first.
             * @example c3f0d1b2a4968778
             */
            hash: string;
            /** @description How well the image can be hashed, in percent, as PDQ tells. */
            quality?: number;
        };
        /** @description Perceptual hashes of an `image`, at most 8. They find near images, and are never its identity. */
        Fingerprints: components["schemas"]["Fingerprint"][];
        /** @description Publishes what is on a warning list, or on a member's protective list, all the same (422 `indicator-warned` otherwise). A public suffix is never published. Where nothing stands against the indicator it does nothing. */
        Force: {
            /** @description Why, in 1 to 500 characters. It stays with the indicator: who reads its evidence reads it. */
            reason: string;
        };
        /** @description A state, and how it came to be. */
        HistoryItem: {
            /**
             * @description By whom: `m:<member>/<key>`, `u:<person>/<key>`, or `alliance`. For the publisher and for who oversees.
             * @example m:brand-a/k3v7q2m5x4t6h8zn
             */
            actor?: string;
            data: components["schemas"]["Indicator"];
            /**
             * Format: date-time
             * @description When.
             */
            timestamp: string;
            /**
             * @description What was done.
             * @example indicator.revised
             */
            type: string;
        };
        /** @description A page of states. */
        HistoryPage: {
            items: components["schemas"]["HistoryItem"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A member that was sent the indicator. */
        Holder: {
            /**
             * @description By which way.
             * @enum {string}
             */
            channel: "webhook";
            /**
             * @description Who.
             * @example market-b
             */
            member: string;
            /**
             * @description The day (UTC) on which it took the recall, at all of its endpoints that were sent the indicator.
             * @example 2026-10-01
             */
            recalled_on?: string;
            /** @description It said that it has it; else it may have. */
            taken: boolean;
            /**
             * @description The day (UTC) on which it did, first, or again after a recall.
             * @example 2026-10-01
             */
            taken_on?: string;
        };
        /** @description Who was sent an indicator. */
        Holders: {
            /**
             * Format: date-time
             * @description What was sent before is not known: of that, nobody is listed.
             */
            complete_since: string;
            /** @description By member. */
            holders: components["schemas"]["Holder"][];
            /** @description Its id. */
            indicator: string;
        };
        /** @description An import's report. */
        Import: {
            /**
             * Format: int64
             * @description Lines that are on the ledger.
             */
            accepted: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Lines that the member had already published, or that stood twice.
             */
            duplicate: number;
            /** @description The first rejected lines, at most 100; the rejects' own path lists all that are kept. */
            errors: components["schemas"]["ImportReject"][];
            /**
             * Format: date-time
             * @description When it ended; absent while it runs.
             */
            finished_at?: string;
            /**
             * Format: int64
             * @description Lines whose text waits for a steward, among `accepted`.
             */
            held: number;
            /** @description The first lines that wait for a steward, at most 100; absent where there are none. */
            holds?: components["schemas"]["ImportHold"][];
            /**
             * @description Opaque.
             * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            problem?: components["schemas"]["Problem"];
            /**
             * Format: int64
             * @description Of the rejected, those that a list stood against (`indicator-warned`).
             */
            refused: number;
            /**
             * Format: int64
             * @description Lines with a problem.
             */
            rejected: number;
            state: components["schemas"]["ImportState"];
            /**
             * Format: int64
             * @description Lines read; empty ones and the CSV header do not count.
             */
            total: number;
            /**
             * Format: int64
             * @description Lines accepted with a warning, among `accepted`.
             */
            warned: number;
            /** @description The first lines that were taken with a warning, at most 100. */
            warnings: components["schemas"]["ImportWarning"][];
        };
        /** @description A line that was taken and waits for a steward. */
        ImportHold: {
            /** @description The first three. */
            findings: components["schemas"]["Finding"][];
            /**
             * Format: int64
             * @description Its number in the body, from 1.
             */
            line: number;
        };
        /** @description A page of imports. */
        ImportPage: {
            items: components["schemas"]["ImportSummary"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description The last line of a preview. */
        ImportPreviewEnd: {
            /**
             * Format: int64
             * @description Lines that have a verdict.
             */
            previewed: number;
            /** @description The other members that would know of lines that would be taken, by name. */
            seen_by: components["schemas"]["ImportPreviewReader"][];
        };
        /** @description A member that would know of some of the lines, once embargoes are over. */
        ImportPreviewReader: {
            /**
             * Format: int64
             * @description Of how many it would know.
             */
            lines: number;
            /**
             * @description Its id.
             * @example market-b
             */
            member: string;
            /** @description What it is called. */
            name: string;
        };
        /** @description A line that was not taken, with the first 10 things that are wrong with it. */
        ImportReject: {
            /**
             * Format: int64
             * @description Its number in the body, from 1.
             */
            line: number;
            problem: components["schemas"]["Problem"];
        };
        /** @description A page of rejected lines. */
        ImportRejectPage: {
            items: components["schemas"]["ImportReject"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * @description `failed` means that it broke off (`problem` says why): the lines accepted until then stay; send the file again for the rest.
         * @enum {string}
         */
        ImportState: "running" | "done" | "failed";
        /** @description An import as it stands in a list, without its errors. */
        ImportSummary: {
            /**
             * Format: int64
             * @description Lines that are on the ledger.
             */
            accepted: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Lines that the member had already published, or that stood twice.
             */
            duplicate: number;
            /**
             * Format: date-time
             * @description When it ended; absent while it runs.
             */
            finished_at?: string;
            /**
             * Format: int64
             * @description Lines whose text waits for a steward, among `accepted`.
             */
            held: number;
            /**
             * @description Opaque.
             * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            problem?: components["schemas"]["Problem"];
            /**
             * Format: int64
             * @description Of the rejected, those that a list stood against (`indicator-warned`).
             */
            refused: number;
            /**
             * Format: int64
             * @description Lines with a problem.
             */
            rejected: number;
            state: components["schemas"]["ImportState"];
            /**
             * Format: int64
             * @description Lines read; empty ones and the CSV header do not count.
             */
            total: number;
            /**
             * Format: int64
             * @description Lines accepted with a warning, among `accepted`.
             */
            warned: number;
        };
        /** @description What would become of a line. */
        ImportVerdict: {
            /** @description Why it would be refused, and what to do. */
            detail?: string;
            /** @description Why it would be held; absent where it would not. */
            findings?: components["schemas"]["Finding"][];
            /**
             * Format: int64
             * @description Its number in the body, from 1.
             */
            line: number;
            observable?: components["schemas"]["Observable"];
            /**
             * @description What an import would make of it.
             * @enum {string}
             */
            outcome: "published" | "held" | "refused" | "duplicate" | "rejected";
            problem?: components["schemas"]["Problem"];
            /** @description How many other members would know of it. */
            readers?: number;
            /** @description What stands against it. */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description A line that was taken with a warning. */
        ImportWarning: {
            /**
             * Format: int64
             * @description Its number in the body, from 1.
             */
            line: number;
            /** @description The first three. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description One member's claim about one observable, as the caller may see it. Fields that the caller may not read are absent, and `redacted` names their classes. */
        Indicator: {
            attribution?: components["schemas"]["Attribution"];
            basis?: components["schemas"]["Basis"];
            /** @description The brands that are infringed. */
            brands?: string[];
            /** @description How sure the publisher is, in percent (STIX 2.1, section 3.2); absent where it did not say. */
            confidence?: number;
            /** @description How many members, this publisher included, have a live indicator on the same observable that the caller may read. Those that policy lets be matched unseen are added where there are at least k of them all (a line of the policy, 3 unless said otherwise). What is disputed does not count. */
            corroboration?: number;
            /**
             * Format: date-time
             * @description When it was first published.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when nobody else sees it. For the publisher only.
             */
            embargo_until?: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /** @description Its validity is over, and it was neither revoked nor taken down: others no longer see it. Absent where it is not. */
            expired?: boolean;
            /** @description Why it is held. For the publisher only; absent where it is not. */
            findings?: components["schemas"]["Finding"][];
            /**
             * Format: date-time
             * @description When it was first seen.
             */
            first_seen?: string;
            /** @description Why it was published in spite of what it is on; absent where nothing stood against it. Part of its evidence. */
            forced?: string;
            /**
             * @description Opaque.
             * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            infringement?: components["schemas"]["Infringement"];
            /** @description What belongs with it. */
            links?: components["schemas"]["Link"][];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description The publisher's words. */
            note?: string;
            observable?: components["schemas"]["Observable"];
            /**
             * @description Whose claim it is: a member's id where it is named; "anon-…", a name that holds for this viewer only, where it is pseudonymous; absent where it is withheld, `redacted` then has "source".
             * @example brand-a
             */
            publisher?: string;
            /** @description Why it last changed, in its publisher's words; why it was refused, in the steward's. */
            reason?: string;
            /**
             * @description Why it last changed, as a word: of RevokeCode, ReviseCode, ShareCode, RestrictCode, EraseCode or RefuseCode, as what was done.
             * @example correction
             */
            reason_code?: string;
            /** @description Classes of fields that are there and not shown; absent where there are none. `core`: all but what says that it exists; `evidence`: basis and note; `pii`: values and links of personal types; `source`: the publisher. */
            redacted?: string[];
            share?: components["schemas"]["Share"];
            /** @description How many standing sightings of the types `seen` and `relisted` the caller may read. */
            sightings?: number;
            state: components["schemas"]["IndicatorState"];
            /** @description Its tags. */
            tags?: string[];
            tlp: components["schemas"]["TLP"];
            /**
             * Format: date-time
             * @description From when on it no longer holds.
             */
            valid_until?: string;
            /** @description What its publisher was warned of. For the publisher only; absent where there is nothing. */
            warnings?: components["schemas"]["Warning"][];
        };
        /** @description What of an indicator is to change. What is left out stays; null takes away. */
        IndicatorChange: {
            /** @description 422: it stays as it was published. */
            attribution?: unknown;
            /** @description As in IndicatorDraft. */
            basis?: components["schemas"]["Basis"] | null;
            /** @description The whole new list, as in IndicatorDraft. */
            brands?: string[] | null;
            /** @description As in IndicatorDraft. */
            confidence?: number | null;
            /** @description 422: it is changed by /share and /restrict. */
            embargo_until?: unknown;
            /**
             * Format: date-time
             * @description As in IndicatorDraft.
             */
            first_seen?: string | null;
            /** @description As in IndicatorDraft. */
            infringement?: components["schemas"]["Infringement"] | null;
            /** @description The whole new list, as in IndicatorDraft. */
            links?: components["schemas"]["LinkDraft"][] | null;
            /** @description As in IndicatorDraft. */
            note?: string | null;
            /** @description 422: a claim about something else is another indicator. */
            observable?: unknown;
            /** @description Why; at most 500 characters. All who may see the indicator read it. */
            reason?: string;
            reason_code?: components["schemas"]["ReviseCode"];
            /** @description 422: it is changed by /share and /restrict. */
            share?: unknown;
            /** @description The whole new list, as in IndicatorDraft. */
            tags?: string[] | null;
            /** @description 422: it is changed by /share and /restrict. */
            tlp?: unknown;
            /**
             * Format: date-time
             * @description As in IndicatorDraft. One that is over can be made longer, and the indicator is then there again for others.
             */
            valid_until?: string | null;
        };
        /** @description An indicator to be. */
        IndicatorDraft: {
            attribution?: components["schemas"]["Attribution"];
            basis?: components["schemas"]["Basis"];
            /** @description Slugs of the brands that are infringed (lower-case letters, digits, inner hyphens); at most 20. */
            brands?: string[];
            /** @description How sure the publisher is, in percent (STIX 2.1, section 3.2). */
            confidence?: number;
            /**
             * Format: date-time
             * @description Until when nobody else sees it; in the future and before valid_until.
             */
            embargo_until?: string;
            /**
             * Format: date-time
             * @description When it was first seen; not in the future.
             */
            first_seen?: string;
            force?: components["schemas"]["Force"];
            infringement?: components["schemas"]["Infringement"];
            /** @description At most 100 links. */
            links?: components["schemas"]["LinkDraft"][];
            /** @description At most 4000 characters. */
            note?: string;
            observable: components["schemas"]["ObservableDraft"];
            share?: components["schemas"]["Share"];
            /** @description At most 50 tags of 1 to 100 lower-case letters, digits and `. _ : = / + -`. */
            tags?: string[];
            tlp: components["schemas"]["TLP"];
            /**
             * Format: date-time
             * @description From when on it no longer holds and others no longer see it; after first_seen and in the future.
             */
            valid_until?: string;
        };
        /** @description A page of indicators. */
        IndicatorPage: {
            items: components["schemas"]["Indicator"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description The filters of `GET /v1/indicators`, under their names. */
        IndicatorQuery: {
            /** @description Bases. */
            basis?: components["schemas"]["Basis"][];
            /** @description Brands. */
            brand?: string[];
            /** @description First published at or after, RFC 3339. */
            created_since?: string;
            /** @description Infringements. */
            infringement?: components["schemas"]["Infringement"][];
            /** @description The least confidence. */
            min_confidence?: number;
            /** @description What the canonical value begins with. */
            prefix?: string;
            /** @description Publishers. */
            publisher?: string[];
            /** @description Words. */
            q?: string;
            /** @description A registrable domain. */
            registrable?: string;
            /** @description Modified at or after, RFC 3339. */
            since?: string;
            /** @description States. */
            state?: string[];
            /** @description Tags. */
            tag?: string[];
            /** @description Task forces. */
            task_force?: string[];
            /** @description Labels. */
            tlp?: components["schemas"]["TLP"][];
            /** @description Types. */
            type?: components["schemas"]["ObservableType"][];
            /** @description Modified before, RFC 3339. */
            until?: string;
            /** @description Values. */
            value?: string[];
        };
        /**
         * @description Where it is in its life. `held` waits for a steward, and `refused` is one that a steward did not let out: both are their publisher's alone.
         * @enum {string}
         */
        IndicatorState: "published" | "disputed" | "revoked" | "withdrawn" | "held" | "refused" | "erased";
        /**
         * @description What is wrong with the goods or the shop.
         * @enum {string}
         */
        Infringement: "counterfeit" | "piracy" | "lookalike" | "trademark" | "copyright" | "design" | "patent" | "grey_market" | "fraud" | "other";
        /** @description A public key of ed25519 (RFC 8037, section 2). */
        Key: {
            /**
             * @description EdDSA.
             * @example EdDSA
             */
            alg: string;
            /**
             * @description Ed25519.
             * @example Ed25519
             */
            crv: string;
            /**
             * @description Its thumbprint (RFC 7638).
             * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
             */
            kid: string;
            /**
             * @description OKP.
             * @example OKP
             */
            kty: string;
            /**
             * @description sig.
             * @example sig
             */
            use: string;
            /**
             * @description The key, in base64url without padding.
             * @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
             */
            x: string;
        };
        /** @description A JSON Web Key Set (RFC 7517). */
        KeySet: {
            keys: components["schemas"]["Key"][];
        };
        /** @description Another observable that belongs with this one. */
        Link: {
            /**
             * @description In the form by which it is compared.
             * @example +8613800138000
             */
            canonical?: string;
            fingerprints?: components["schemas"]["Fingerprints"];
            /** @description The country that the value was read with; absent where it needed none. */
            region?: string;
            relation: components["schemas"]["Relation"];
            type: components["schemas"]["ObservableType"];
            /** @description As the publisher wrote it. */
            value: string;
        };
        /** @description Another observable that belongs with this one. */
        LinkDraft: {
            fingerprints?: components["schemas"]["Fingerprints"];
            region?: components["schemas"]["Region"];
            relation: components["schemas"]["Relation"];
            type: components["schemas"]["ObservableType"];
            /**
             * @description The other value; 1 to 2048 bytes.
             * @example +86 138 0013 8000
             */
            value: string;
        };
        /** @description What a member would have of match notices. What is left out stays as it is. */
        MatchNotices: {
            /** @description Whether it is told of matches with what it published. True at first. */
            receive?: boolean;
            /**
             * @description When its screenings tell publishers of what they meet: never (`off`), where the request says `notify` (`ask`, as at first), or where it does not say `"notify": false` (`on`).
             * @enum {string}
             */
            send?: "off" | "ask" | "on";
        };
        /** @description The caller. */
        Me: {
            /** @description Whether this is an admin of the alliance. */
            admin: boolean;
            /**
             * @description The credential's id, absent for the bootstrap admin.
             * @example k3v7q2m5x4t6h8zn
             */
            credential?: string;
            member?: components["schemas"]["MemberRef"];
            person?: components["schemas"]["PersonRef"];
            /** @description What the key may be used for. */
            scopes: ("read" | "publish" | "subscribe" | "manage" | "admin" | "audit")[];
        };
        /** @description A member. On the roster that members see, it is id, name and kind. */
        Member: {
            /**
             * Format: date-time
             * @description When it was enrolled.
             */
            created_at?: string;
            /** @description The revision: the ETag header without its quotes. */
            etag?: string;
            /**
             * @description Its id.
             * @example brand-a
             */
            id: string;
            kind: components["schemas"]["MemberKind"];
            match_notices?: components["schemas"]["MatchNotices"];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at?: string;
            /**
             * @description Its name for people.
             * @example Maison A
             */
            name: string;
            /** @description Why it is suspended. For admins only. */
            reason?: string;
            state?: components["schemas"]["MemberState"];
        };
        /** @description What to change; at least one of them. */
        MemberChange: {
            kind?: components["schemas"]["MemberKind"];
            match_notices?: components["schemas"]["MatchNotices"];
            /** @description Its name for people; 1 to 200 characters. */
            name?: string;
        };
        /** @description A member to be. */
        MemberEnrolment: {
            /**
             * @description 2 to 63 lower-case letters, digits and hyphens, neither first nor last a hyphen (a DNS label, RFC 1123). It never changes.
             * @example brand-a
             */
            id: string;
            kind: components["schemas"]["MemberKind"];
            /**
             * @description Its name for people; 1 to 200 characters.
             * @example Maison A
             */
            name: string;
        };
        /**
         * @description A member's id: a slug that an admin chose. 2 to 63 lower-case letters, digits and hyphens, neither first nor last a hyphen (a DNS label, RFC 1123).
         * @example brand-a
         */
        MemberID: string;
        /**
         * @description What sort of organisation it is.
         * @enum {string}
         */
        MemberKind: "brand" | "marketplace" | "payment" | "carrier" | "registrar" | "law_enforcement" | "association";
        /** @description A page of members. */
        MemberPage: {
            items: components["schemas"]["Member"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A member, named. */
        MemberRef: {
            /**
             * @description Its id.
             * @example brand-a
             */
            id: string;
            kind: components["schemas"]["MemberKind"];
            /**
             * @description Its name for people.
             * @example Maison A
             */
            name: string;
        };
        /**
         * @description A suspended member reads and writes nothing.
         * @enum {string}
         */
        MemberState: "active" | "suspended";
        /** @description Why. */
        MemberSuspension: {
            /** @description Why; 1 to 500 characters. Only admins read it. */
            reason: string;
        };
        /** @description An indicator that waits for a steward, as far as a steward must know it. */
        Moderation: {
            /** @description Whether the caller may decide: not whom its publisher lends, or a member of the publisher's kind. */
            decides: boolean;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /** @description What was found; without its words where the steward does not decide. */
            findings: components["schemas"]["Finding"][];
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            held_at: string;
            /**
             * @description Opaque, and not the indicator's.
             * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description The texts in which it was found; absent where the steward does not decide. */
            texts?: components["schemas"]["ModerationText"][];
            type: components["schemas"]["ObservableType"];
        };
        /** @description How it ended. */
        ModerationDecision: {
            /** @description Its id at the desk. */
            id: string;
            /**
             * @description Whether it was let out.
             * @enum {string}
             */
            outcome: "released" | "refused";
        };
        /** @description A page of what waits. */
        ModerationPage: {
            items: components["schemas"]["Moderation"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description Why it is not let out. */
        ModerationRefusal: {
            /** @description In words, 1 to 500 characters; the publisher reads them. */
            reason: string;
            reason_code: components["schemas"]["RefuseCode"];
        };
        /** @description A text, without the values that the indicator is about. */
        ModerationText: {
            /**
             * @description Where it stands in the indicator (RFC 6901).
             * @example /note
             */
            pointer: string;
            /** @description The text. */
            text: string;
        };
        Network: {
            /** @description Between these nodes, and between them and those of the pages before. Each comes once. */
            edges: components["schemas"]["NetworkEdge"][];
            /** @description The network's name, for everybody; absent where there is nothing. */
            id?: string;
            /** @description For the next page of nodes; null at the end. */
            next_cursor: string | null;
            /** @description The strongest first; the start is the first of all. */
            nodes: components["schemas"]["NetworkNode"][];
            /** @description There is more than is shown on all pages: beyond 5,000 nodes, six steps, or what one request may read. */
            truncated: boolean;
        };
        NetworkEdge: {
            /** @description How many indicators say so. */
            count: number;
            /** @description The id of the node that the indicators are about. */
            from: string;
            /** @description The first ten of them. `GET /v1/indicators/{indicator}` has what they say. */
            indicators?: string[];
            /** @description How many members say so that the caller can tell apart; those whose name it may not know count as one. */
            publishers: number;
            /**
             * @description That of the link; or what no member states: `match_key`, two spellings of one mailbox or account, and `domain`, a host, page or mailbox and the domain that it is on, where somebody names that too.
             * @enum {string}
             */
            relation: "contact" | "payment" | "ships_from" | "same_operator" | "alias" | "hosts" | "match_key" | "domain";
            /** @description The id of the node that they link to. */
            to: string;
            /**
             * Format: double
             * @description By the relation, and by the confidence, basis and number of those that say so.
             */
            weight: number;
        };
        NetworkNode: {
            /** @description Of the indicators that were read. */
            brands?: string[];
            canonical: string;
            /** @description Steps on that path. */
            depth: number;
            /** @description An indicator that names it is contested. That one ties nothing. */
            disputed: boolean;
            /** @description It has more than 32 neighbours, as the caller sees them: nothing is tied through it. */
            hub: boolean;
            /** @description The observable's name in every network, for everybody. */
            id: string;
            /** @description How many name it, as their own or as a link; absent for a hub, of which not all are read. */
            indicators?: number;
            /**
             * Format: double
             * @description Of the strongest path from the start. A judgement, not a probability.
             */
            strength: number;
            type: string;
            /** @description As the first to name it wrote it. */
            value: string;
            /** @description Strangers share such things: nothing is tied through it. */
            weak: boolean;
        };
        NetworkWay: {
            /** @description All those between each node and the next, in this order; the heaviest of a step first. */
            edges: components["schemas"]["NetworkEdge"][];
            /** @description From the start to the other end. */
            nodes: components["schemas"]["NetworkNode"][];
        };
        /** @description The `cursor` of the next page; null at the end. It is opaque. */
        NextCursor: string | null;
        /** @description That screenings of one member met an indicator of another's. What else was asked, and with which value, nobody is told. */
        Notice: {
            /**
             * @description Of one that was sent: as whom the publisher is told.
             * @enum {string}
             */
            attribution?: "named" | "pseudonymous" | "withheld";
            /** @description On how many days it was met and said so: once in 24 hours. */
            count: number;
            /**
             * @description Whether the caller's member has published the indicator or has met it.
             * @enum {string}
             */
            direction: "received" | "sent";
            /**
             * Format: date-time
             * @description When it was met first.
             */
            first_at: string;
            /**
             * @description One for each member that met it, as which it would be known, and indicator.
             * @example ntc_aaaaaaaaaaaaaaaaaaaaaaaaaa
             */
            id: string;
            /**
             * @description The publisher's indicator.
             * @example ind_aaaaaaaaaaaaaaaaaaaaaaaaaa
             */
            indicator: string;
            /**
             * @description How it was met the last time; see ScreeningMatch.
             * @example exact
             */
            kind: string;
            /**
             * Format: date-time
             * @description When it was met last.
             */
            last_at: string;
            /** @description Of one that was received: who met it, by name or by a name that only the receiver knows it by. Absent where that is withheld. */
            member?: string;
            /** @description Which classes of fields the caller may not read. */
            redacted?: string[];
        };
        /** @description A page of notices, newest first by when they began. */
        NoticePage: {
            items: components["schemas"]["Notice"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A thing seen. Where its value is personal data that the caller may not read, only its type is there. */
        Observable: {
            /**
             * @description In the form by which it is compared.
             * @example maison-a-outlet.example
             */
            canonical?: string;
            fingerprints?: components["schemas"]["Fingerprints"];
            /** @description The country that the value was read with; absent where it needed none. */
            region?: string;
            type: components["schemas"]["ObservableType"];
            /**
             * @description As the publisher wrote it.
             * @example Maison-A-Outlet.example.
             */
            value?: string;
        };
        /** @description A thing seen, as the publisher writes it. */
        ObservableDraft: {
            fingerprints?: components["schemas"]["Fingerprints"];
            region?: components["schemas"]["Region"];
            type: components["schemas"]["ObservableType"];
            /**
             * @description The value, 1 to 2048 bytes. It is brought into canonical form: a domain by UTS 46 without the trailing dot, a phone number as E.164, a URL by RFC 3986, a seller as `platform:site:id`, an account at a payment provider, on a platform or in a store as `provider:id`, a bank account as an IBAN or `country:clearing:account`, a wallet as `chain:address`, a company as `jurisdiction:registry:number`, an image and a certificate as SHA-256, an address as `country; postal code; city; street and number`, goods as a GTIN of 14 digits, a shipment as `carrier:number`.
             * @example Maison-A-Outlet.example.
             */
            value: string;
        };
        /**
         * @description What kind of thing was seen.
         * @enum {string}
         */
        ObservableType: "marketplace_seller" | "listing_url" | "store_url" | "domain" | "email" | "phone" | "iban" | "bank_account" | "payment_account" | "crypto_wallet" | "social_handle" | "company" | "image" | "address" | "ip" | "tracking_id" | "tls_certificate" | "app" | "gtin" | "waybill" | "person_name";
        /** @description A human who acts for the alliance or for a member. */
        Person: {
            /**
             * Format: date-time
             * @description When they were added.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * @description Their id.
             * @example jane-a
             */
            id: string;
            /**
             * @description Whose person it is; of one who acts for the alliance the organisation that lends them.
             * @example brand-a
             */
            member?: string;
            /**
             * Format: date-time
             * @description When they last changed.
             */
            modified_at: string;
            /**
             * @description Their name.
             * @example Jane Doe
             */
            name: string;
            /** @description Why they are suspended. For admins and auditors only. */
            reason?: string;
            /** @description What they do. */
            roles: components["schemas"]["PersonRole"][];
            state: components["schemas"]["PersonState"];
        };
        /** @description What to change; at least one of them. */
        PersonChange: {
            /** @description An active member's id. null takes it away. */
            member?: string | null;
            /** @description Their name; 1 to 200 characters. */
            name?: string;
            /** @description The whole new list, of one sort. */
            roles?: components["schemas"]["PersonRole"][];
        };
        /** @description An API key without its secret, or a browser that is signed in. */
        PersonCredential: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * Format: date-time
             * @description From when on it no longer works; absent means never.
             */
            expires_at?: string;
            /**
             * @description The public half of the key; 16 lower-case base32 characters.
             * @example k3v7q2m5x4t6h8zn
             */
            id: string;
            /** @description What it is for. */
            name: string;
            /**
             * @description Whose it is.
             * @example jane-a
             */
            person: string;
            /**
             * Format: date-time
             * @description When it was revoked; absent while it is in force.
             */
            revoked_at?: string;
            /** @description What it may be used for. */
            scopes: components["schemas"]["PersonScope"][];
            /** @description Whether it is no key but a browser that is signed in to the portal; absent for a key. It ends by itself, and revoking it signs that browser out. */
            session?: boolean;
        };
        /** @description A key to be. */
        PersonCredentialDraft: {
            /**
             * Format: date-time
             * @description From when on it no longer works; in the future. Left out means never. A person's own key gives that person no more time than it has; left out means as long as itself.
             */
            expires_at?: string;
            /** @description What it is for; 1 to 100 characters. */
            name: string;
            /** @description What it may be used for; all that the person's roles give where this is left out. */
            scopes?: components["schemas"]["PersonScope"][];
        };
        /** @description A page of credentials. */
        PersonCredentialPage: {
            items: components["schemas"]["PersonCredential"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description An API key with its secret, this once. */
        PersonCredentialWithKey: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * Format: date-time
             * @description From when on it no longer works; absent means never.
             */
            expires_at?: string;
            /**
             * @description The public half of the key; 16 lower-case base32 characters.
             * @example k3v7q2m5x4t6h8zn
             */
            id: string;
            /**
             * @description The whole key, for `Authorization: Bearer`. It is shown once.
             * @example ent_k3v7q2m5x4t6h8zn_…
             */
            key: string;
            /** @description What it is for. */
            name: string;
            /**
             * @description Whose it is.
             * @example jane-a
             */
            person: string;
            /** @description What it may be used for. */
            scopes: components["schemas"]["PersonScope"][];
        };
        /** @description A person to be. */
        PersonDraft: {
            /**
             * @description 2 to 63 lower-case letters, digits and hyphens, neither first nor last a hyphen (a DNS label, RFC 1123). It never changes.
             * @example jane-a
             */
            id: string;
            /**
             * @description An active member's id: whose person it is. Roles of a member need one; for roles of the alliance it is the organisation that lends the person, and left out for the alliance's own people.
             * @example brand-a
             */
            member?: string;
            /**
             * @description Their name; 1 to 200 characters.
             * @example Jane Doe
             */
            name: string;
            /** @description What they do, of one sort. */
            roles: components["schemas"]["PersonRole"][];
        };
        /** @description A page of people. */
        PersonPage: {
            items: components["schemas"]["Person"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A person, named. */
        PersonRef: {
            /**
             * @description Their id.
             * @example jane-a
             */
            id: string;
            /**
             * @description Their name.
             * @example Jane Doe
             */
            name: string;
            /** @description What they do. */
            roles: components["schemas"]["PersonRole"][];
        };
        /**
         * @description For the alliance: `admin` keeps it, `steward` moderates, `auditor` reads who did what. For a member: `manager` keeps its keys and sees its people, `analyst` publishes, `reader` reads. One person has roles of one sort.
         * @enum {string}
         */
        PersonRole: "admin" | "steward" | "auditor" | "manager" | "analyst" | "reader";
        /**
         * @description What a person's key may be used for; no more than the person's roles give.
         * @enum {string}
         */
        PersonScope: "read" | "publish" | "subscribe" | "manage" | "admin" | "audit";
        /**
         * @description A suspended person reads and writes nothing.
         * @enum {string}
         */
        PersonState: "active" | "suspended";
        /** @description Why. */
        PersonSuspension: {
            /** @description Why; 1 to 500 characters. Only admins and auditors read it. */
            reason: string;
        };
        /** @description Where it was seen. */
        PlaceDraft: {
            /**
             * @description A listing or a store.
             * @enum {string}
             */
            type: "listing_url" | "store_url";
            /**
             * @description The address, 1 to 2048 bytes.
             * @example https://item.taobao.com/item.htm?id=652874751412
             */
            value: string;
        };
        /** @description A policy, whole. */
        Policy: {
            /**
             * Format: date-time
             * @description Since when.
             */
            activated_at?: string;
            /**
             * @description Who put it in force.
             * @example u:bob
             */
            approver?: string;
            /**
             * @description Who proposed it; absent for `initial`.
             * @example u:ada
             */
            author?: string;
            /** @description What it is to decide. */
            cases: string;
            /** @description Why. */
            comment: string;
            /** @description As in the ETag header. */
            etag: string;
            /** @description SHA-256 of what the set says, in hex: order, comments and spaces say nothing. */
            hash: string;
            /**
             * @description That of the proposal that it was, or `initial`.
             * @example initial
             */
            id: string;
            /** @description The set, as it was written. */
            text: string;
        };
        /** @description A second person's word. */
        PolicyApproval: {
            /** @description Anything to be kept with it. */
            comment?: string;
        };
        /** @description The pairs of one viewer, type or label. */
        PolicyCount: {
            gained: number;
            lost: number;
            /** @example m:brand-a */
            name: string;
        };
        /** @description A set of rules to be. */
        PolicyDraft: {
            /** @description What it is to decide; absent means the cases in force. */
            cases?: string;
            /** @description Why. */
            comment: string;
            /** @description The whole set, a line a rule: `p, who, scope, typ, tlp, act, eft` or `g, child, parent`. */
            text: string;
        };
        /** @description A set of rules that is to come into force, and what was found of it. */
        PolicyProposal: {
            /** @description The approver's. */
            approval_comment?: string;
            /** @example u:bob */
            approver?: string;
            /** @example u:ada */
            author: string;
            /** @description The revision that it was made on. */
            base: string;
            /** @description What it is to decide. */
            cases: string;
            /** @description Why. */
            comment: string;
            /** Format: date-time */
            created_at: string;
            /** @description As in the ETag header. */
            etag: string;
            /** @example prop_mzxw6ytboi4tcnjzgeydmnzvge */
            id: string;
            /** Format: date-time */
            modified_at: string;
            /** @description Why it was rejected. */
            reason?: string;
            /** @description The revision that it goes back to, of a rollback. */
            restores?: string;
            simulation?: components["schemas"]["PolicySimulation"];
            /** @description Another policy has come into force since it was made. */
            stale: boolean;
            state: components["schemas"]["PolicyProposalState"];
            tests: components["schemas"]["PolicyTests"];
            /** @description The whole set. */
            text: string;
            /** @description Members, people and task forces that it speaks of and that there are none of today; at most 100 are named. None stands in the way: but a deny with a slip in its name protects nobody. */
            unknown?: string[];
            /** @description By which lines it could ever show more than the set it was made on. With none, and nobody shown more by the simulation, one admin may approve it. */
            wider: string[];
            /** @description How many such lines are not shown. */
            wider_more?: number;
        };
        PolicyProposalPage: {
            items: components["schemas"]["PolicyProposalSummary"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @enum {string} */
        PolicyProposalState: "open" | "activated" | "rejected";
        /** @description A proposal, without text, cases and simulation. */
        PolicyProposalSummary: {
            /** @example u:bob */
            approver?: string;
            /** @example u:ada */
            author: string;
            /** @description The revision that it was made on. */
            base: string;
            /** @description Why. */
            comment: string;
            /** Format: date-time */
            created_at: string;
            /** @description As in the ETag header. */
            etag: string;
            /** @example prop_mzxw6ytboi4tcnjzgeydmnzvge */
            id: string;
            /** Format: date-time */
            modified_at: string;
            /** @description Why it was rejected. */
            reason?: string;
            /** @description The revision that it goes back to, of a rollback. */
            restores?: string;
            /** @description Another policy has come into force since it was made. */
            stale: boolean;
            state: components["schemas"]["PolicyProposalState"];
        };
        /** @description Why not. */
        PolicyRejection: {
            /** @description Why; kept on the proposal. */
            reason: string;
        };
        /** @description A policy that is or was in force, without what it says. */
        PolicyRevision: {
            /**
             * Format: date-time
             * @description Since when.
             */
            activated_at?: string;
            /**
             * @description Who put it in force.
             * @example u:bob
             */
            approver?: string;
            /**
             * @description Who proposed it; absent for `initial`.
             * @example u:ada
             */
            author?: string;
            /** @description Why. */
            comment: string;
            /** @description SHA-256 of what the set says, in hex: order, comments and spaces say nothing. */
            hash: string;
            /**
             * @description That of the proposal that it was, or `initial`.
             * @example initial
             */
            id: string;
        };
        PolicyRevisionPage: {
            items: components["schemas"]["PolicyRevision"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @description Where to go back to. */
        PolicyRollback: {
            /** @description Why. */
            comment: string;
            /** @description A revision's id. */
            to: string;
        };
        /** @description One pair that changes. It has no value. */
        PolicySample: {
            /** @example see */
            act: string;
            /** @enum {string} */
            change: "gained" | "lost";
            /** @example ind_mzxw6ytboi4tcnjzgeydmnzvge */
            indicator: string;
            /** @example amber */
            tlp: string;
            /** @example domain */
            type: string;
            /** @example m:brand-a */
            viewer: string;
        };
        /** @description What the set would have changed, had it come into force at that moment. */
        PolicySimulation: {
            /** @description For acts that change alike, what changes. Acts that are not here do not change. */
            acts: components["schemas"]["PolicyTally"][];
            /** Format: date-time */
            at: string;
            /** @description How many pairs casbin was asked about under both sets. */
            confirmed: number;
            /** @description How many indicators were looked at: all. */
            records: number;
            /** @description Some pairs that change, the gravest first: gained before lost, narrow labels and personal data first. */
            samples: components["schemas"]["PolicySample"][];
            /** @description Samples about indicators that the caller may not know of. */
            samples_hidden: number;
            /** @description How many viewers there were: active members and people, and the admin. */
            viewers: number;
            /** @description Pairs of a viewer and an indicator that become visible. */
            visible_gained: number;
            /** @description Pairs that become hidden. */
            visible_lost: number;
        };
        /** @description The pairs that change for some acts. */
        PolicyTally: {
            /**
             * @example [
             *       "see",
             *       "read.core"
             *     ]
             */
            acts: string[];
            gained: number;
            labels: components["schemas"]["PolicyCount"][];
            lost: number;
            types: components["schemas"]["PolicyCount"][];
            /** @description Those for whom most changes, most first. */
            viewers: components["schemas"]["PolicyCount"][];
            /** @description How many viewers are not shown. */
            viewers_more?: number;
        };
        /** @description What became of the cases. */
        PolicyTests: {
            /** @description How many there are. */
            cases: number;
            /** @description What came out otherwise than its case says. Any stands in the way of an approval. */
            failed: string[];
            /** @description Rules without a kind of case that they want. None stands in the way. */
            missing: string[];
            /** @description How many findings are not shown. */
            more?: number;
        };
        /** @description What would become of an indicator. */
        Preview: {
            /** @description How often blind lists will still tell the member today (UTC) that they have something. */
            blind_left: number;
            /** @description How many other members would read each class; `see` counts all who would know of it. */
            counts: {
                [key: string]: number;
            };
            /** @description Why it would be refused, and what to do. */
            detail?: string;
            /** @description Why it would be held; absent where it would not. */
            findings?: components["schemas"]["Finding"][];
            observable: components["schemas"]["Observable"];
            /**
             * @description What publishing it would come to: `published`, `held` (until a steward has read its text), `refused` (`indicator-warned`, without a reason), `duplicate`.
             * @enum {string}
             */
            outcome: "published" | "held" | "refused" | "duplicate";
            /** @description The other members that would know of it, by id. */
            readers: components["schemas"]["PreviewReader"][];
            /** @description All that stands against it; `attribution:brand` says that a brand alone names a publisher who is not to be named. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description A member that would know of the indicator. */
        PreviewReader: {
            /** @description Its id. */
            member: string;
            /** @description Its name. */
            name: string;
            /** @description Which classes of fields: `core`, `evidence`, `pii`, `source` (or `pseudonym`), and `export` where it may take it away in bulk. */
            reads: string[];
        };
        /** @description What went wrong, for programs and people (RFC 9457). */
        Problem: {
            /** @description This occurrence in words. */
            detail?: string;
            /** @description All that is wrong with the body, for status 422. */
            errors?: components["schemas"]["ProblemField"][];
            /** @description This occurrence's request id. */
            instance?: string;
            /** @description The HTTP status again. */
            status: number;
            /** @description The problem in a few words; the same for all occurrences. */
            title: string;
            /**
             * @description A path of this hub with a page about this problem. The last segment is a slug that never changes.
             * @example /problems/indicator-invalid
             */
            type: string;
        };
        /** @description One thing that is wrong with a body. */
        ProblemField: {
            /** @description What is wrong and what to do. */
            detail: string;
            /**
             * @description Where (RFC 6901).
             * @example /share/members/0
             */
            pointer: string;
        };
        /** @description A protective list, for its member alone. */
        Protection: {
            /** @description How many entries or marks it has. */
            count: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Its entries, canonical; never of `buyers`, and not in a list of lists. */
            entries?: components["schemas"]["ProtectionEntry"][];
            /** @description Its revision; send it as If-Match. */
            etag: string;
            /**
             * @description Opaque.
             * @example prot_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            level: components["schemas"]["ProtectionLevel"];
            /** @description Its words: NFKC, lower case; not in a list of lists. */
            marks?: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description For the member's own eyes. */
            name: string;
            purpose: components["schemas"]["ProtectionPurpose"];
        };
        /** @description What of a protective list is to change. */
        ProtectionChange: {
            /** @description All of them, anew. */
            entries?: components["schemas"]["ProtectionEntry"][];
            level?: components["schemas"]["ProtectionLevel"];
            /** @description All of them, anew. */
            marks?: string[];
            /** @description For the member's own eyes. */
            name?: string;
        };
        /** @description A protective list to be. */
        ProtectionDraft: {
            /** @description At most 10000; of all purposes but `marks`. */
            entries?: components["schemas"]["ProtectionEntry"][];
            level?: components["schemas"]["ProtectionLevel"];
            /** @description At most 1000 words of 3 to 64 characters (one is enough outside ASCII); of `marks`. */
            marks?: string[];
            /** @description For the member's own eyes. */
            name: string;
            purpose: components["schemas"]["ProtectionPurpose"];
        };
        /** @description Something that is not to be accused. */
        ProtectionEntry: {
            /** @description Of a telephone number without "+": ISO 3166-1 alpha-2. */
            region?: string;
            type: components["schemas"]["ObservableType"];
            /** @description As in an indicator; the canonical form in an answer. */
            value: string;
        };
        /**
         * @description `warn`: it is published and its publisher told; `refuse`: it needs a reason. `warn` for `authorised` where it is not given, else `refuse`.
         * @enum {string}
         */
        ProtectionLevel: "warn" | "refuse";
        /** @description A page of protective lists. */
        ProtectionPage: {
            items: components["schemas"]["Protection"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * @description `own`: domains, accounts and the like of the member itself, of which the alliance may know that they are its; `authorised`: who may sell its goods, and `buyers`: accounts, mail addresses and telephones of its own test buyers, both matched blind; `marks`: words that look-alikes use. Who screens a host that has such a word in it is told the word and whose it is; of one that a host is a slip of a key away from, whose it is alone.
         * @enum {string}
         */
        ProtectionPurpose: "own" | "authorised" | "buyers" | "marks";
        RangeEntry: {
            /** @enum {string} */
            kind: "exact" | "mailbox" | "seller";
            /** @description How many distinct members have an indicator on it that stands and that the caller may read. */
            publishers: number;
            /** @description The 24 hexadecimal digits of the tag after the prefix. */
            suffix: string;
        };
        RangeKey: {
            /** @enum {string} */
            algorithm: "HMAC-SHA256";
            epoch: number;
            /** @description 32 bytes in hexadecimal digits. */
            key: string;
            prefix_bits: number;
            suffix_bits: number;
        };
        /** @description What is told of an indicator that was given and may no longer be read: drop what you hold of it. It is told only to those who might read it before. */
        Recalled: {
            /**
             * @description Opaque.
             * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
        };
        /**
         * @description Why what was held is not let out.
         * @enum {string}
         */
        RefuseCode: "competition_law" | "personal_data" | "trade_secret" | "legal" | "other";
        /**
         * @description Where a telephone number without `+` is dialled, as in ISO 3166-1 (two letters). Other types ignore it.
         * @example CN
         */
        Region: string;
        /**
         * @description How the other observable belongs with this one.
         * @enum {string}
         */
        Relation: "contact" | "payment" | "ships_from" | "same_operator" | "alias" | "hosts";
        /** @description From where. */
        Replay: {
            /** @description A time (RFC 3339), the `id` of an event, or a cursor of the change feed. */
            from: string;
        };
        /** @description The last replay. */
        ReplayProgress: {
            /**
             * Format: date-time
             * @description When it was done; absent while it is under way.
             */
            ended_at?: string;
            /** @description How many events it has told. */
            events: number;
        };
        /** @description What will be sent again. */
        Resending: {
            /** @description How many. */
            wanted: number;
        };
        /**
         * @description Why fewer may see it; `other` where it is left out.
         * @enum {string}
         */
        RestrictCode: "shared_in_error" | "need_to_know" | "sensitive" | "investigation" | "request" | "legal" | "other";
        /** @description Whom an indicator is to be for still; what is left out stays as it is. */
        Restriction: {
            /**
             * Format: date-time
             * @description Until when nobody else sees it; in the future and before valid_until. null takes it away.
             */
            embargo_until?: string | null;
            /** @description Why; 1 to 500 characters. All who may see the indicator read it. */
            reason: string;
            reason_code?: components["schemas"]["RestrictCode"];
            share?: components["schemas"]["Share"];
            tlp?: components["schemas"]["TLP"];
        };
        /** @description Why. */
        Retraction: {
            /** @description Why; 1 to 500 characters. All who may read the sighting read it. */
            reason: string;
        };
        /**
         * @description Why an indicator says something else; `other` where there is a reason and no code.
         * @enum {string}
         */
        ReviseCode: "correction" | "new_evidence" | "update" | "dispute" | "legal" | "other";
        /** @description Why. */
        Revocation: {
            /** @description Why; 1 to 500 characters. All who may see the indicator read it. */
            reason: string;
            reason_code?: components["schemas"]["RevokeCode"];
        };
        /**
         * @description Why an indicator is taken back; `other` where it is left out.
         * @enum {string}
         */
        RevokeCode: "false_positive" | "duplicate" | "resolved" | "rights_transferred" | "data_error" | "legal" | "other";
        /** @description How a signing key is replaced. */
        Rotation: {
            /**
             * @description How long the key before signs as well, in seconds; 0: no more.
             * @default 86400
             */
            overlap_s?: number;
            signing?: components["schemas"]["SubscriptionSigning"];
        };
        /** @description What there is to know before acting; `GET /v1/indicators/{indicator}` has the rest. What the caller may not read is absent. */
        ScreenedIndicator: {
            basis?: string;
            brands?: string[];
            confidence?: number;
            id: string;
            infringement?: string;
            /** Format: date-time */
            modified_at: string;
            publisher?: string;
            /** @enum {string} */
            state: "published" | "disputed";
            tlp: string;
            /** Format: date-time */
            valid_until?: string;
        };
        ScreenedObservable: {
            /** @description Of an image, whose value is its SHA-256; near images are found by them. */
            fingerprints?: {
                /** @enum {string} */
                algorithm: "phash" | "pdq";
                /**
                 * @description Hexadecimal digits: 16 of a phash, 64 of a pdq.
                 * @example c3f0d1b2a4968778
                 */
                hash: string;
                /** @description PDQ's own measure. Below 50, near images are not looked for. */
                quality?: number;
            }[];
            /**
             * @description For a telephone number without `+`, the country that it is dialled in (ISO 3166-1 alpha-2).
             * @example CN
             */
            region?: string;
            /**
             * @description A type of observable, such as `domain`.
             * @example domain
             */
            type: string;
            /**
             * @description The value as the caller has it. It may be defanged.
             * @example maison-a-outlet[.]example
             */
            value: string;
        };
        ScreenedRange: {
            entries: components["schemas"]["RangeEntry"][];
            /** @description Of the key. Where it is another than that of the tags, get the key anew. */
            epoch: number;
        };
        Screening: {
            /**
             * @description How many matches an observable has at most, and how many indicators a match.
             * @default 10
             */
            limit?: number;
            /** @description Whether the publishers of what is met are told of that (`GET /v1/notices`, event `notice.matched`). Needs the scope `publish`. Where it is not given, as the caller's member has it: no, unless its `match_notices.send` is `on`. */
            notify?: boolean;
            /**
             * @description As whom they are told of the caller's member. Without its name they are told only of what at least k members may read (k is policy's, 3 as a rule): of anything else it would be clear who asked.
             * @default withheld
             * @enum {string}
             */
            notify_attribution?: "named" | "pseudonymous" | "withheld";
            /** @description The strength of match from which on they are told. Not given: of what is met itself, and no lead (`exact`, `seller`, `mailbox`). */
            notify_from?: number;
            observables: components["schemas"]["ScreenedObservable"][];
        };
        ScreeningMatch: {
            /** @description Of `image`: which hash is near. */
            algorithm?: string;
            /** @description How many of the indicators are disputed. They are not in `publishers`. */
            disputed?: number;
            /** @description Of `image`: in how many bits the hashes differ. Of `edit`: how many slips of a key are between the two. */
            distance?: number;
            /**
             * @description Of `lookalike`, how the two are alike:
             *     - `skeleton`: they read alike in other glyphs (UTS #39): a Cyrillic о, a 1 for l, rn for m
             *     - `word`: the mark itself, alone or with words around it
             *     - `edit`: one letter is missing, added, another or swapped with its neighbour, in nine letters and more two
             * @enum {string}
             */
            how?: "skeleton" | "word" | "edit";
            /** @description Newest first. */
            indicators: components["schemas"]["ScreenedIndicator"][];
            /**
             * @description How the two are tied:
             *     - `exact`: it is the same observable, under whatever spelling
             *     - `seller`: a `marketplace_seller`, and the `store_url` of its store
             *     - `mailbox`: an e-mail address that reaches the same mailbox (dots and tags that the provider drops)
             *     - `image`: its perceptual hash is near (`algorithm`, `distance`): 10 of 64 bits of a phash at most, 31 of 256 of a pdq
             *     - `host`: a domain, and an address on it. It says that something on the host is known, not that the host is
             *     - `linked`: an indicator says that it belongs with what the indicator is about: its contact, its payment account
             *     - `registrable`: another host under the domain that somebody registered. Shops on a host of shops are never tied so
             *     - `lookalike`: the host looks like a member's protected mark (`how`, `mark`, `member`, `distance`). It is about two texts and
             *       no accusation: nothing need be known of the host, `publishers` is 0, and the mark's owner may have agreed to it
             * @enum {string}
             */
            kind: "exact" | "seller" | "mailbox" | "image" | "host" | "linked" | "registrable" | "lookalike";
            /** @description Of `lookalike`: the mark. Absent where it is a word that the host does not spell, for words are their owner's to tell. */
            mark?: string;
            /** @description Of `lookalike`: whose mark it is, for asking. */
            member?: string;
            /** @description How many indicators are left out. */
            more?: number;
            /** @description The publishers of these indicators but the caller's own are told, or have been in the last 24 hours, as far as they would be told and policy lets them be. Whether each is, nobody is told: it would show which publisher is whose. Absent: they are not, at all. */
            notified?: boolean;
            /** @description What is known, which need not be what was asked about. Absent of `lookalike`. */
            observable?: {
                canonical: string;
                type: string;
            };
            /** @description How many distinct members have an indicator on it that stands, as far as the caller may count them. Where policy lets it count what it may not read (`match`), `indicators` can be empty. */
            publishers: number;
            /** @description How far that ties them: 100 is identity. A judgement of the kind, not a probability. */
            strength: number;
        };
        /** @description Why the value could not be read. */
        ScreeningProblem: {
            detail: string;
            /** @description What is wrong: `type`, `value` or `region`. */
            field?: string;
            /**
             * @description The rule that it breaks.
             * @example public-suffix
             */
            rule: string;
        };
        ScreeningResult: {
            /** @description The one form that it was compared in; absent where it could not be read. */
            canonical?: string;
            /** @description Of an image that was posted, for publishing it with. */
            fingerprints?: {
                algorithm: string;
                hash: string;
            }[];
            /** @description The strongest first; empty where nothing is known, or nothing that the caller may know. */
            matches: components["schemas"]["ScreeningMatch"][];
            problem?: components["schemas"]["ScreeningProblem"];
            type: string;
            /** @description As it was given. */
            value: string;
        };
        ScreeningResults: {
            results: components["schemas"]["ScreeningResult"][];
        };
        /** @description A question that is kept. */
        Search: {
            /**
             * Format: date-time
             * @description When it was first kept.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * @description Opaque.
             * @example sea_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description What its owner calls it. */
            name: string;
            query: components["schemas"]["IndicatorQuery"];
        };
        /** @description What is to be another. */
        SearchChange: {
            /** @description What its owner calls it, 1 to 100 characters. */
            name?: string;
            query?: components["schemas"]["IndicatorQuery"];
        };
        /** @description A search to be. */
        SearchDraft: {
            /** @description What its owner calls it, 1 to 100 characters. */
            name: string;
            /** @description All */
            query?: components["schemas"]["IndicatorQuery"];
        };
        /** @description A page of searches. */
        SearchPage: {
            items: components["schemas"]["Search"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description A member's place in a task force. */
        Seat: {
            /**
             * @description An active member's id.
             * @example brand-a
             */
            member: string;
            role: components["schemas"]["SeatRole"];
        };
        /**
         * @description A lead speaks for the task force, a contributor shares into it, a reader reads.
         * @enum {string}
         */
        SeatRole: "lead" | "contributor" | "reader";
        /** @description The audience beyond what the label gives. Unknown ids are 422 at their pointer. */
        Share: {
            /** @description Members that must never see it. This always wins. */
            except?: string[];
            /** @description Active members. */
            members?: string[];
            /** @description Task forces that the publisher sits in. */
            task_forces?: string[];
        };
        /**
         * @description Why more may see it; `other` where it is left out.
         * @enum {string}
         */
        ShareCode: "referral" | "investigation" | "cross_brand" | "request" | "declassified" | "legal" | "other";
        /** @description Whom an indicator is to be for; what is left out stays as it is. */
        Sharing: {
            /**
             * Format: date-time
             * @description Until when nobody else sees it; in the future and before valid_until. null takes it away.
             */
            embargo_until?: string | null;
            /** @description Why; 1 to 500 characters. All who may see the indicator read it. */
            reason: string;
            reason_code?: components["schemas"]["ShareCode"];
            share?: components["schemas"]["Share"];
            tlp?: components["schemas"]["TLP"];
        };
        /** @description What one member says of an indicator, as the caller may read it. Fields that the caller may not read are absent, and `redacted` names their classes. */
        Sighting: {
            attribution?: components["schemas"]["Attribution"];
            audience?: components["schemas"]["SightingAudience"];
            /** @description How often. */
            count: number;
            /**
             * Format: date-time
             * @description When it was said.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * Format: date-time
             * @description When it was first seen again.
             */
            first_seen?: string;
            /**
             * @description Opaque.
             * @example sig_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            /**
             * @description The indicator's id.
             * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            indicator: string;
            /**
             * Format: date-time
             * @description When it was last seen.
             */
            last_seen?: string;
            /** @description Who says so: a member's id where it is named; "anon-…", a name that holds for this viewer only, where it is pseudonymous; absent where it is withheld. Class `source`. */
            member?: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description Its author's words. Class `evidence`. */
            note?: string;
            /** @description On which platform. */
            platform?: string;
            /** @description Why it was retracted. Class `evidence`. */
            reason?: string;
            /** @description Classes of fields that are there and not shown; absent where there are none. */
            redacted?: string[];
            share?: components["schemas"]["Share"];
            /**
             * @description Whether its author stands by it.
             * @enum {string}
             */
            state: "standing" | "retracted";
            tlp: components["schemas"]["TLP"];
            type: components["schemas"]["SightingType"];
            url?: components["schemas"]["Observable"];
        };
        /**
         * @description Who hears of it, of those who may read the indicator: its publisher and the caller's own member (`publisher`), all (`indicator`), or whom `tlp` and `share` let in (`shared`).
         * @default publisher
         * @enum {string}
         */
        SightingAudience: "publisher" | "indicator" | "shared";
        /** @description A sighting to be. */
        SightingDraft: {
            attribution?: components["schemas"]["Attribution"];
            audience?: components["schemas"]["SightingAudience"];
            /**
             * @description How often.
             * @default 1
             */
            count?: number;
            /**
             * Format: date-time
             * @description When it was first seen again; not in the future.
             */
            first_seen?: string;
            /**
             * Format: date-time
             * @description When it was last seen; not before first_seen.
             */
            last_seen?: string;
            /** @description At most 2000 characters. */
            note?: string;
            /**
             * @description On which platform: a slug.
             * @example taobao
             */
            platform?: string;
            share?: components["schemas"]["Share"];
            tlp?: components["schemas"]["TLP"];
            type: components["schemas"]["SightingType"];
            url?: components["schemas"]["PlaceDraft"];
        };
        /** @description A page of sightings. */
        SightingPage: {
            items: components["schemas"]["Sighting"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * @description What was seen (STIX 2.1, section 5.2; MISP's types 0 and 1): it is there (`seen`), it is not (`not_seen`), it was taken down and is there again (`relisted`), or it is not what the indicator says (`false_positive`; who wants that settled opens a dispute).
         * @enum {string}
         */
        SightingType: "seen" | "not_seen" | "false_positive" | "relisted";
        /**
         * @example {
         *       "expires_at": "2026-10-01T12:15:00Z",
         *       "path": "/ui/sign-in#u4Tq…",
         *       "person": "jane-a"
         *     }
         */
        SignInLink: {
            /** Format: date-time */
            expires_at: string;
            /** @description To be opened in a browser, behind the hub's address: "/ui/sign-in#…". */
            path: string;
            /** @description Who is signed in by it. */
            person: string;
        };
        /** @description An endpoint that is told. */
        Subscription: {
            batch: components["schemas"]["SubscriptionBatch"];
            /** @description The most posts under way at once; 1 (the default): strictly one after another, in order. */
            concurrency: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            filter: components["schemas"]["SubscriptionFilter"];
            format: components["schemas"]["SubscriptionFormat"];
            /** @description Until when each key that was replaced signs as well, newest first; absent where there is none. */
            former_keys?: string[];
            /** @description What its posts carry besides, by name. */
            header_names?: string[];
            /**
             * @description Opaque.
             * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description What it is for. */
            name?: string;
            progress?: components["schemas"]["SubscriptionProgress"];
            /** @description Of `v1a`: what signatures are checked with, `whpk_` and base64 of 32 bytes (RFC 8032). */
            public_key?: string;
            /** @description The most posts a second; 0: no limit. */
            rate_limit: number;
            /** @description Why it is pending or disabled. */
            reason?: string;
            retry?: components["schemas"]["SubscriptionRetry"];
            signing: components["schemas"]["SubscriptionSigning"];
            state: components["schemas"]["SubscriptionState"];
            /** @description Where to POST. */
            url: string;
        };
        /** @description How events go together. With `max_events` over 1 every post is a JSON array of events, in order, each with its `id`; one left out is as it was, at first 1 and 0. */
        SubscriptionBatch: {
            /** @description The most events of one post; 1: no batches. */
            max_events?: number;
            /** @description How long the first may wait for others, in milliseconds. */
            max_wait_ms?: number;
        };
        /** @description What to change; at least one of them. */
        SubscriptionChange: {
            batch?: components["schemas"]["SubscriptionBatch"];
            /** @description The most posts under way at once; 1 (the default): strictly one after another, in order. */
            concurrency?: number;
            /** @description The whole new filter; null takes it away. */
            filter?: components["schemas"]["SubscriptionFilter"] | null;
            format?: components["schemas"]["SubscriptionFormat"];
            /** @description By name, the new value, or null to take it away; those that are not named stay. Null as a whole takes all away. */
            headers?: {
                [key: string]: string | null;
            } | null;
            /** @description What it is for; at most 100 characters. */
            name?: string;
            /** @description The most posts a second; 0: no limit. */
            rate_limit?: number;
            /** @description The whole new schedule; null is the hub's own. */
            retry?: components["schemas"]["SubscriptionRetry"] | null;
            /** @description Where to POST. */
            url?: string;
        };
        /** @description A subscription to be. */
        SubscriptionDraft: {
            batch?: components["schemas"]["SubscriptionBatch"];
            /** @description The most posts under way at once; 1 (the default): strictly one after another, in order. */
            concurrency?: number;
            filter?: components["schemas"]["SubscriptionFilter"];
            format?: components["schemas"]["SubscriptionFormat"];
            /**
             * @description What its posts carry besides, as for the endpoint's own gateway: at most 20, each value at most 4096 visible ASCII characters. Kept sealed, and shown to nobody again. What the hub, the connection or proxies set (`Content-*`, `Webhook-*`, `User-Agent`, `Host`, `X-Forwarded-*` …) is refused.
             * @example {
             *       "X-Api-Key": "k3b7…"
             *     }
             */
            headers?: {
                [key: string]: string;
            };
            /** @description What it is for; at most 100 characters. */
            name?: string;
            /** @description The most posts a second; 0: no limit. */
            rate_limit?: number;
            retry?: components["schemas"]["SubscriptionRetry"];
            signing?: components["schemas"]["SubscriptionSigning"];
            /**
             * @description Where to POST: https (http in networks that the hub allows), no user info, no fragment; at most 2048 bytes.
             * @example https://hooks.market-b.example/entente
             */
            url: string;
        };
        /** @description What is wanted of what may be seen. Fields are joined by "and", the values of one by "or"; one left out does not filter. */
        SubscriptionFilter: {
            /** @description Brands named; at most 50. */
            brands?: string[];
            /** @description Types of event; at most 20. `indicator.withdrawn` and `indicator.erased` are sent whatever the filter says, of what this subscription was sent or may have been; where they are named here, of all that the member was. */
            events?: string[];
            /** @description At least this confidence (0-100). */
            min_confidence?: number;
            /** @description Members, where the subscriber may know that it is they; at most 200. */
            publishers?: string[];
            /** @description Tags; at most 50. */
            tags?: string[];
            /** @description Task forces that it is shared with, of those that the subscriber sits in; at most 200. */
            task_forces?: string[];
            /** @description Types of observable; at most 50. */
            types?: string[];
            /**
             * @description A condition in the Common Expression Language (https://cel.dev) that must hold besides; checked for types and cost when it is saved. It sees the indicator, of a sighting the one that was seen, as the subscriber may read it at that moment. What is absent or masked is "", [], false, 0, the year 1, and -1 for `confidence`. Of type string: `event` (the event's type), `id`, `type`, `value` (canonical), `region`, `infringement`, `basis`, `tlp`, `publisher`, `note`, `state`, `reason`, `reason_code`; lists of strings: `brands`, `tags`, `redacted`; integers: `confidence`, `sightings`, `corroboration`; boolean: `expired`; times: `first_seen`, `valid_until`, `created_at`, `modified_at`; `links`, a list of maps with `type`, `value` and `relation`. One that fails on an event (an index that there is not) lets it through. `indicator.expired` is sent of what was sent before.
             * @example confidence >= 60 && brands.exists(b, b.startsWith("maison-"))
             */
            where?: string;
        };
        /**
         * @description The shape of what is sent; `full` is Standard Webhooks' `{type, timestamp, data}`, `thin` the same with `data` an `id` alone, `cloudevents` a CloudEvent 1.0 in structured form (`application/cloudevents+json`), with the indicator's id as its `subject`. A batch of them is `application/cloudevents-batch+json`.
         * @default full
         * @enum {string}
         */
        SubscriptionFormat: "full" | "thin" | "cloudevents";
        /** @description A page of subscriptions. */
        SubscriptionPage: {
            items: components["schemas"]["Subscription"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description How it goes, as of some second ago. */
        SubscriptionProgress: {
            /** @description How many attempts have failed, one after another, since one was taken. */
            failed_attempts: number;
            /** @description Why the last one failed. */
            last_error?: string;
            /**
             * Format: date-time
             * @description When the next attempt is made.
             */
            next_at?: string;
            replay?: components["schemas"]["ReplayProgress"];
        };
        /** @description How often, and when, an endpoint that fails is tried again. */
        SubscriptionRetry: {
            /** @description How long to wait, at most, before each attempt after the first, in seconds (1-86400); a random part of at most nine tenths is cut off. After the last one the subscription is disabled. */
            schedule_s: number[];
        };
        /**
         * @description How it is signed (Standard Webhooks, "Signature scheme"); `v1` is HMAC-SHA256 under `secret`, `v1a` ed25519 under a key of this subscription's own, of which `public_key` is the public half.
         * @default v1
         * @enum {string}
         */
        SubscriptionSigning: "v1" | "v1a";
        /**
         * @description A `pending` one is told of nothing until its endpoint has shown that it wants to be; verify it. A `disabled` one was stopped by the hub, because the endpoint answered 410 or failed too long; resume it.
         * @enum {string}
         */
        SubscriptionState: "active" | "pending" | "paused" | "disabled";
        /** @description An endpoint that is told, with its secret, this once. */
        SubscriptionWithSecret: {
            batch: components["schemas"]["SubscriptionBatch"];
            /** @description The most posts under way at once; 1 (the default): strictly one after another, in order. */
            concurrency: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            filter: components["schemas"]["SubscriptionFilter"];
            format: components["schemas"]["SubscriptionFormat"];
            /** @description Until when each key that was replaced signs as well, newest first; absent where there is none. */
            former_keys?: string[];
            /** @description What its posts carry besides, by name. */
            header_names?: string[];
            /**
             * @description Opaque.
             * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
             */
            id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description What it is for. */
            name?: string;
            /** @description Of `v1a`: what signatures are checked with, `whpk_` and base64 of 32 bytes (RFC 8032). */
            public_key?: string;
            /** @description The most posts a second; 0: no limit. */
            rate_limit: number;
            /** @description Why it is pending. */
            reason?: string;
            retry?: components["schemas"]["SubscriptionRetry"];
            /** @description Of `v1`: what signatures are checked with, `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks). */
            secret?: string;
            signing: components["schemas"]["SubscriptionSigning"];
            state: components["schemas"]["SubscriptionState"];
            /** @description Where to POST. */
            url: string;
        };
        /**
         * @description FIRST's Traffic Light Protocol 2.0. `green` and `clear` reach the whole alliance; `amber` and `amber+strict` the task forces and members named in `share`; `red` the members named, of whom there must be one.
         * @enum {string}
         */
        TLP: "clear" | "green" | "amber" | "amber+strict" | "red";
        /** @description A named group of members with a purpose and an end. */
        TaskForce: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description From when on it gives no rights; absent means no end.
             */
            ends_at?: string;
            /** @description The revision: the ETag header without its quotes. */
            etag: string;
            /**
             * @description Its id.
             * @example handbags
             */
            id: string;
            /** @description Who sits in it, by member. To members, the seat of a suspended member is not shown. */
            members: components["schemas"]["Seat"][];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            modified_at: string;
            /** @description Its name for people. */
            name: string;
            /** @description What it is for. */
            purpose: string;
        };
        /** @description What to change; at least one of them. */
        TaskForceChange: {
            /**
             * Format: date-time
             * @description From when on it gives no rights; in the future. null takes the end away.
             */
            ends_at?: string | null;
            /** @description The whole new list. Seats of members that have been suspended since may stay. */
            members?: components["schemas"]["Seat"][];
            /** @description Its name for people; 1 to 200 characters. */
            name?: string;
            /** @description What it is for; 1 to 2000 characters. */
            purpose?: string;
        };
        /** @description A task force to be. */
        TaskForceDraft: {
            /**
             * Format: date-time
             * @description From when on it gives no rights; in the future. Left out means no end.
             */
            ends_at?: string;
            /**
             * @description 2 to 63 lower-case letters, digits and hyphens, neither first nor last a hyphen (a DNS label, RFC 1123). It never changes.
             * @example handbags
             */
            id: string;
            /** @description Who sits in it; each member once. Two make a bilateral one. */
            members: components["schemas"]["Seat"][];
            /** @description Its name for people; 1 to 200 characters. */
            name: string;
            /** @description What it is for; 1 to 2000 characters. */
            purpose: string;
        };
        /**
         * @description A task force's id, a slug like a member's.
         * @example handbags
         */
        TaskForceID: string;
        /** @description A page of task forces. */
        TaskForcePage: {
            items: components["schemas"]["TaskForce"][];
            /** @description The `cursor` of the next page; null at the end. */
            next_cursor: string | null;
        };
        /** @description Nothing, or what the endpoint was sent. */
        Verification: {
            /** @description `data.challenge` of the event `subscription.verify`. */
            challenge?: string;
        };
        /** @description Something that is accused by mistake more often than not. */
        Warning: {
            /** @description What is known of it. */
            detail: string;
            /**
             * @description `warn`, or `refuse` where it took a reason.
             * @enum {string}
             */
            level: "warn" | "refuse";
            /**
             * @description The list that it is on: a warning list; `protection:own`, a member's own; `protection:yours`, a list of the publisher's; `protection:blind`, a member's list of which nothing more is told.
             * @example disposable-email
             */
            list: string;
            /**
             * @description What it is about (RFC 6901).
             * @example /observable/value
             */
            pointer: string;
        };
    };
    responses: {
        /** @description What is there already stands in the way; the problem's type says what. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 409,
                 *       "title": "This Idempotency-Key was used for another request.",
                 *       "type": "/problems/idempotency-key-reused"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key lacks the scope (`scope-missing`), or the caller may not do this (`forbidden`). */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "it needs the scope \"publish\"",
                 *       "status": 403,
                 *       "title": "This key may not do that.",
                 *       "type": "/problems/scope-missing"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body was read, and something in it is wrong. `errors` lists all that is, each with a JSON pointer. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "detail": "must be one of clear, green, amber, amber+strict, red",
                 *           "pointer": "/tlp"
                 *         }
                 *       ],
                 *       "status": 422,
                 *       "title": "The body does not have the shape asked for.",
                 *       "type": "/problems/body-invalid"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read (`body-malformed`, `parameter-invalid`, `idempotency-key-invalid`). */
        Malformed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "offset 12: invalid character",
                 *       "status": 400,
                 *       "title": "The body is not JSON.",
                 *       "type": "/problems/body-malformed"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is of a media type that is not read here (`media-type-unsupported`). */
        MediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 415,
                 *       "title": "This media type is not supported here.",
                 *       "type": "/problems/media-type-unsupported"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing for this caller (`not-found`). Hidden and absent are the same answer, byte for byte. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 404,
                 *       "title": "There is nothing here.",
                 *       "type": "/problems/not-found"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The entity has moved on since the ETag sent in If-Match (`precondition-failed`). */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 412,
                 *       "title": "This has changed since you read it.",
                 *       "type": "/problems/precondition-failed"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The change needs an If-Match header (`precondition-required`). */
        PreconditionRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 428,
                 *       "title": "Send If-Match with the ETag you read.",
                 *       "type": "/problems/precondition-required"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is over the limit (`body-too-large`). */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 413,
                 *       "title": "The body is too large.",
                 *       "type": "/problems/body-too-large"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key's quota is used up (`rate-limited`). */
        TooMany: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 429,
                 *       "title": "Too many requests.",
                 *       "type": "/problems/rate-limited"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key, or one that is not in force (`unauthenticated`). It says nothing more. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 401,
                 *       "title": "This request needs a valid key.",
                 *       "type": "/problems/unauthenticated"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It cannot be done now: the ledger is out of reach (`ledger-unavailable`: a write may or may not have happened; send it again with its Idempotency-Key), the view is older than the Ledger-Position sent (`view-behind`), or what indicators say cannot be read (`bodies-unavailable`). */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": 503,
                 *       "title": "The ledger cannot be reached.",
                 *       "type": "/problems/ledger-unavailable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description A credential's id.
         * @example k3v7q2m5x4t6h8zn
         */
        CredentialPath: string;
        /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
        Cursor: string;
        /**
         * @description An attempt's id, from the list.
         * @example Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
         */
        DeliveryPath: string;
        /**
         * @description A dispute's id.
         * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        DisputePath: string;
        /** @description Only what rests on this, where the caller may read what it rests on; may be repeated. */
        FilterBasis: components["schemas"]["Basis"][];
        /** @description Only where this brand is named; may be repeated. */
        FilterBrand: string[];
        /** @description Only with at least this confidence (0-100, STIX 2.1); one without confidence does not match. */
        FilterConfidence: number;
        /** @description Only what was first published at this time or after. */
        FilterCreatedSince: string;
        /** @description Only with this infringement; may be repeated. */
        FilterInfringement: components["schemas"]["Infringement"][];
        /** @description Only where the canonical value begins with this, letter case, width and accents aside; at least 2 characters. */
        FilterPrefix: string;
        /** @description Only this member's, by the name that the caller knows it by (a member's id, or a pseudonym); may be repeated. */
        FilterPublisher: string[];
        /** @description Only what hangs on this registrable domain, which is the domain itself, hosts below it, their pages and mailboxes. */
        FilterRegistrable: string;
        /** @description The filters of this search, which the caller keeps; each filter given beside stands for the search's own of that name. */
        FilterSearch: string;
        /** @description Only what was modified at this time or after. */
        FilterSince: string;
        /** @description Only in this state; may be repeated. Published ones, unless given. `expired`: whose validity is over, which its publisher alone sees; `published` leaves those out. `held` and `refused` are their publisher's alone, and found by no label and no task force. */
        FilterState: ("published" | "expired" | "disputed" | "revoked" | "withdrawn" | "held" | "refused" | "erased" | "all")[];
        /** @description Only under this label; may be repeated. */
        FilterTLP: components["schemas"]["TLP"][];
        /** @description Only with this tag; may be repeated. */
        FilterTag: string[];
        /** @description Only what is shared with this task force, for those who sit in it; may be repeated. */
        FilterTaskForce: string[];
        /** @description Words, up to 8, that must all occur, in any script; letter case, width, accents and Arabic vowel signs aside. A word occurs anywhere in the canonical value, in a tag or in a brand, or begins a word of the note (in scripts without spaces: anywhere in it), as far as the caller may read them. At least 2 characters. */
        FilterText: string;
        /** @description Only observables of this type; may be repeated. */
        FilterType: components["schemas"]["ObservableType"][];
        /** @description Only what was modified before this time. */
        FilterUntil: string;
        /** @description Only this observable, typed as one likes; it is brought into canonical form first. Without `type` it may be of any. May be repeated. */
        FilterValue: string[];
        /**
         * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
         * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
         */
        IdempotencyKey: string;
        /**
         * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
         * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
         */
        IfMatch: string;
        /**
         * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
         * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
         */
        IfMatchOptional: string;
        /**
         * @description An import's id.
         * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        ImportPath: string;
        /**
         * @description An indicator's id.
         * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        IndicatorPath: string;
        /**
         * @description An indicator's id.
         * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        IndicatorQuery: string;
        /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
        LedgerPosition: string;
        /**
         * @description The `webhook_id` of a dead letter.
         * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        LetterPath: string;
        /**
         * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
         * @example 100
         */
        Limit: number;
        /**
         * @description A member's id.
         * @example brand-a
         */
        MemberPath: string;
        /**
         * @description An id at the stewards' desk.
         * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        ModerationPath: string;
        /**
         * @description A network's id.
         * @example net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T
         */
        NetworkPath: string;
        /**
         * @description A person's id.
         * @example jane-a
         */
        PersonPath: string;
        /**
         * @description The proposal's id.
         * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
         */
        ProposalPath: string;
        /**
         * @description A protective list's id.
         * @example prot_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        ProtectionPath: string;
        /**
         * @description For a telephone number without `+`, the country that it is dialled in (ISO 3166-1 alpha-2).
         * @example CN
         */
        Region: string;
        /**
         * @description The revision's id, that of the proposal that it was, or `initial`.
         * @example initial
         */
        RevisionPath: string;
        /**
         * @description A search's id.
         * @example sea_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        SearchPath: string;
        /**
         * @description A sighting's id.
         * @example sig_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        SightingPath: string;
        /**
         * @description A subscription's id.
         * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
         */
        SubscriptionPath: string;
        /**
         * @description A task force's id.
         * @example handbags
         */
        TaskForcePath: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The entity's revision (RFC 9110, section 8.8.3), to be sent back in If-Match. It is opaque.
         * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
         */
        ETag: string;
        /** @description Where this write stands on the ledger. Sent back on a read, the read is at least that new. It is opaque. */
        LedgerPosition: string;
        /** @description The next page, where there is one: `<…>; rel="next"` (RFC 8288). */
        Link: string;
        /** @description The path of what was made (RFC 9110, section 10.2.2). */
        Location: string;
        /** @description The entity's revision, for admins and for the member itself; the roster has none. It is opaque. */
        OwnETag: string;
        /**
         * @description What is left of the key's quota and when it refills (draft-ietf-httpapi-ratelimit-headers). Every answer to a caller with a key carries it, and `RateLimit-Policy` beside it.
         * @example "default";r=1999;t=1
         */
        RateLimit: string;
        /**
         * @description The key's quota (draft-ietf-httpapi-ratelimit-headers).
         * @example "default";q=2000;w=2
         */
        RateLimitPolicy: string;
        /** @description After how many seconds trying again may help (RFC 9110, section 10.2.3). */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    subscriptionKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. They may be kept for 5 minutes. */
            200: {
                headers: {
                    /** @description How long they may be kept. */
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only entries about entities of this kind: `member`, `person`, `credential`, `taskforce`, `indicator`, `subscription`, `policy`, `proposal`, `checkpoint`, `clock`. There are none of another.
                 * @example indicator
                 */
                kind?: string;
                /**
                 * @description Only entries about the entity with this id.
                 * @example brand-a
                 */
                id?: string;
                /**
                 * @description Only entries that did this. Each kind has its own verbs; there are no entries of another.
                 * @example revoked
                 */
                verb?: string;
                /**
                 * @description Only entries by this actor, as it is shown to the caller. Without a key (`m:<member>`) it finds those of all of them.
                 * @example m:brand-a
                 */
                actor?: string;
                /** @description Only entries of this time or later. */
                since?: string;
                /** @description Only entries from before this time. */
                until?: string;
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The note (golang.org/x/mod/sumdb/note), signed by Ed25519. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example entente/q3mzk2vqk7w5lqk2mzv4ytx3ba/blind
                     *     2026-10-01T12:00:00Z
                     *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                     *
                     *     — entente/q3mzk2vqk7w5lqk2mzv4ytx3ba Az3grnWrU2dkOXrnHSfDRiUy7LJ9lh0V2JQ0NlFuiT0lsAzWbAN8
                     */
                    "text/plain": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getVerifierKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verifier key, on one line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example entente/q3mzk2vqk7w5lqk2mzv4ytx3ba+0a3b1c2d+AdlRq0mD5NtQmJk1kDxkFsBYg4Yy3bWWqk8uQBqP9Wq0 */
                    "text/plain": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProof: {
        parameters: {
            query?: {
                /** @description The `position` of an audit item, or a Ledger-Position. */
                position?: string;
                /** @description The size of an earlier checkpoint. */
                from?: number;
                /** @description The size of the checkpoint that is proved against. */
                size?: number;
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditProof"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the answer before, or the `id` of an event: go on after it. Any other string is 400 `parameter-invalid`. */
                cursor?: string;
                /** @description For how many seconds to hold the answer back while there is no event to give, 0 to 25. */
                wait?: number;
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, perhaps an empty one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDecisions: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only decisions about this viewer: `m:<member>` or `u:<person>`.
                 * @example m:brand-a
                 */
                viewer?: string;
                /** @description Only decisions about this indicator. */
                indicator?: string;
                /** @description Only what was allowed, or only what was not. */
                allowed?: boolean;
                /** @description Only decisions of this time or later. */
                since?: string;
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    explainDelivery: {
        parameters: {
            query: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorQuery"];
                /**
                 * @description A member's id.
                 * @example market-b
                 */
                member: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryExplanation"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listHolders: {
        parameters: {
            query: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorQuery"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Holders"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only in this state. */
                state?: components["schemas"]["DisputeState"];
                /** @description `created`: newest first; `due`: those first that are due first. */
                sort?: "created" | "due";
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputePage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDispute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dispute as the caller may read it. There is no ETag for who has no part in it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    resolveDispute: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "upheld",
                 *       "reason": "The contract was ended before the listing was made."
                 *     }
                 */
                "application/json": components["schemas"]["DisputeVerdict"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    sayInDispute: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "He has shown a contract, which was ended in March."
                 *     }
                 */
                "application/json": components["schemas"]["DisputeStatementDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawDispute: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A dispute's id.
                 * @example dsp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                dispute: components["parameters"]["DisputePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    explain: {
        parameters: {
            query: {
                /**
                 * @description The indicator.
                 * @example ind_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                indicator: string;
                /**
                 * @description Whom to explain it for: `m:<member>` or `u:<person>`.
                 * @example m:brand-a
                 */
                viewer?: string;
                /**
                 * @description What is to be done with it: with `viewer`, `see` unless given; without, all acts unless one is given.
                 * @example read.core
                 */
                act?: string;
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feed. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    turnOnFeed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    turnOffFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off. */
            204: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2026-10-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description Begun. */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    importIndicators: {
        parameters: {
            query?: {
                /** @description The type where a line has none. For `text/plain` it is `domain` unless said otherwise. */
                type?: components["schemas"]["ObservableType"];
                /** @description The label where a line has none. For `text/plain` it is required. */
                tlp?: components["schemas"]["TLP"];
                /** @description A task force to share with where a line has no audience (`share`) of its own; may be repeated. */
                task_force?: string[];
                /** @description A member to share with where a line has no audience of its own; may be repeated. */
                member?: string[];
                /** @description A member that must not see it, where a line has no audience of its own; may be repeated. */
                except?: string[];
                /** @description A brand where a line has none; may be repeated. */
                brand?: string[];
                /** @description A tag where a line has none; may be repeated. */
                tag?: string[];
            };
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {"observable":{"type":"domain","value":"maison-a-outlet.example"},"tlp":"green"}
                 *     {"observable":{"type":"domain","value":"maison-a-deals.example"},"tlp":"green","confidence":60}
                 */
                "application/x-ndjson": string;
                /**
                 * @example type,value,tlp,confidence,tags
                 *     domain,maison-a-outlet.example,green,80,handbags;outlet
                 */
                "text/csv": string;
                /**
                 * @example # shops found in October
                 *     maison-a-outlet.example
                 *     0.0.0.0 maison-a-deals.example
                 */
                "text/plain": string;
            };
        };
        responses: {
            /** @description Taken. */
            202: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewImport: {
        parameters: {
            query?: {
                /** @description The type where a line has none. For `text/plain` it is `domain` unless said otherwise. */
                type?: components["schemas"]["ObservableType"];
                /** @description The label where a line has none. For `text/plain` it is required. */
                tlp?: components["schemas"]["TLP"];
                /** @description A task force to share with where a line has no audience (`share`) of its own; may be repeated. */
                task_force?: string[];
                /** @description A member to share with where a line has no audience of its own; may be repeated. */
                member?: string[];
                /** @description A member that must not see it, where a line has no audience of its own; may be repeated. */
                except?: string[];
                /** @description A brand where a line has none; may be repeated. */
                brand?: string[];
                /** @description A tag where a line has none; may be repeated. */
                tag?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {"observable":{"type":"domain","value":"maison-a-outlet.example"},"tlp":"green"}
                 *     {"observable":{"type":"domain","value":"maison-a-deals.example"},"tlp":"green","confidence":60}
                 */
                "application/x-ndjson": string;
                /**
                 * @example type,value,tlp,confidence,tags
                 *     domain,maison-a-outlet.example,green,80,handbags;outlet
                 */
                "text/csv": string;
                /**
                 * @example # shops found in October
                 *     maison-a-outlet.example
                 *     0.0.0.0 maison-a-deals.example
                 */
                "text/plain": string;
            };
        };
        responses: {
            /** @description The verdicts, NDJSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "line": 1,
                     *       "observable": {
                     *         "canonical": "maison-a-outlet.example",
                     *         "type": "domain",
                     *         "value": "maison-a-outlet.example"
                     *       },
                     *       "outcome": "published",
                     *       "readers": 12
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["ImportVerdict"] | components["schemas"]["ImportPreviewEnd"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An import's id.
                 * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                import: components["parameters"]["ImportPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is, or how it went. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listImportRejects: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description An import's id.
                 * @example imp_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                import: components["parameters"]["ImportPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRejectPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listIndicators: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller, the same filters and the same order only. Any other string is 400 `parameter-invalid`. */
                cursor?: string;
                /** @description The order, newest first. */
                sort?: "created" | "modified";
                /** @description The filters of this search, which the caller keeps; each filter given beside stands for the search's own of that name. */
                search?: components["parameters"]["FilterSearch"];
                /** @description Only observables of this type; may be repeated. */
                type?: components["parameters"]["FilterType"];
                /** @description Only this observable, typed as one likes; it is brought into canonical form first. Without `type` it may be of any. May be repeated. */
                value?: components["parameters"]["FilterValue"];
                /** @description Only where the canonical value begins with this, letter case, width and accents aside; at least 2 characters. */
                prefix?: components["parameters"]["FilterPrefix"];
                /** @description Only what hangs on this registrable domain, which is the domain itself, hosts below it, their pages and mailboxes. */
                registrable?: components["parameters"]["FilterRegistrable"];
                /** @description Words, up to 8, that must all occur, in any script; letter case, width, accents and Arabic vowel signs aside. A word occurs anywhere in the canonical value, in a tag or in a brand, or begins a word of the note (in scripts without spaces: anywhere in it), as far as the caller may read them. At least 2 characters. */
                q?: components["parameters"]["FilterText"];
                /** @description Only where this brand is named; may be repeated. */
                brand?: components["parameters"]["FilterBrand"];
                /** @description Only with this tag; may be repeated. */
                tag?: components["parameters"]["FilterTag"];
                /** @description Only with this infringement; may be repeated. */
                infringement?: components["parameters"]["FilterInfringement"];
                /** @description Only what rests on this, where the caller may read what it rests on; may be repeated. */
                basis?: components["parameters"]["FilterBasis"];
                /** @description Only under this label; may be repeated. */
                tlp?: components["parameters"]["FilterTLP"];
                /** @description Only this member's, by the name that the caller knows it by (a member's id, or a pseudonym); may be repeated. */
                publisher?: components["parameters"]["FilterPublisher"];
                /** @description Only what is shared with this task force, for those who sit in it; may be repeated. */
                task_force?: components["parameters"]["FilterTaskForce"];
                /** @description Only in this state; may be repeated. Published ones, unless given. `expired`: whose validity is over, which its publisher alone sees; `published` leaves those out. `held` and `refused` are their publisher's alone, and found by no label and no task force. */
                state?: components["parameters"]["FilterState"];
                /** @description Only with at least this confidence (0-100, STIX 2.1); one without confidence does not match. */
                min_confidence?: components["parameters"]["FilterConfidence"];
                /** @description Only what was modified at this time or after. */
                since?: components["parameters"]["FilterSince"];
                /** @description Only what was modified before this time. */
                until?: components["parameters"]["FilterUntil"];
                /** @description Only what was first published at this time or after. */
                created_since?: components["parameters"]["FilterCreatedSince"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndicatorPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    publishIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attribution": "named",
                 *       "basis": "test_purchase",
                 *       "brands": [
                 *         "maison-a"
                 *       ],
                 *       "confidence": 80,
                 *       "first_seen": "2026-10-01T00:00:00Z",
                 *       "infringement": "counterfeit",
                 *       "links": [
                 *         {
                 *           "relation": "contact",
                 *           "type": "phone",
                 *           "value": "+86 138 0013 8000"
                 *         }
                 *       ],
                 *       "note": "Ships from the same warehouse as last year's.",
                 *       "observable": {
                 *         "type": "domain",
                 *         "value": "Maison-A-Outlet.example."
                 *       },
                 *       "share": {
                 *         "except": [
                 *           "acme"
                 *         ],
                 *         "members": [
                 *           "market-b"
                 *         ],
                 *         "task_forces": [
                 *           "handbags"
                 *         ]
                 *       },
                 *       "tags": [
                 *         "handbags"
                 *       ],
                 *       "tlp": "amber",
                 *       "valid_until": "2027-10-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["IndicatorDraft"];
            };
        };
        responses: {
            /** @description Published, or held. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportIndicators: {
        parameters: {
            query?: {
                /** @description The filters of this search, which the caller keeps; each filter given beside stands for the search's own of that name. */
                search?: components["parameters"]["FilterSearch"];
                /** @description Only observables of this type; may be repeated. */
                type?: components["parameters"]["FilterType"];
                /** @description Only this observable, typed as one likes; it is brought into canonical form first. Without `type` it may be of any. May be repeated. */
                value?: components["parameters"]["FilterValue"];
                /** @description Only where the canonical value begins with this, letter case, width and accents aside; at least 2 characters. */
                prefix?: components["parameters"]["FilterPrefix"];
                /** @description Only what hangs on this registrable domain, which is the domain itself, hosts below it, their pages and mailboxes. */
                registrable?: components["parameters"]["FilterRegistrable"];
                /** @description Words, up to 8, that must all occur, in any script; letter case, width, accents and Arabic vowel signs aside. A word occurs anywhere in the canonical value, in a tag or in a brand, or begins a word of the note (in scripts without spaces: anywhere in it), as far as the caller may read them. At least 2 characters. */
                q?: components["parameters"]["FilterText"];
                /** @description Only where this brand is named; may be repeated. */
                brand?: components["parameters"]["FilterBrand"];
                /** @description Only with this tag; may be repeated. */
                tag?: components["parameters"]["FilterTag"];
                /** @description Only with this infringement; may be repeated. */
                infringement?: components["parameters"]["FilterInfringement"];
                /** @description Only what rests on this, where the caller may read what it rests on; may be repeated. */
                basis?: components["parameters"]["FilterBasis"];
                /** @description Only under this label; may be repeated. */
                tlp?: components["parameters"]["FilterTLP"];
                /** @description Only this member's, by the name that the caller knows it by (a member's id, or a pseudonym); may be repeated. */
                publisher?: components["parameters"]["FilterPublisher"];
                /** @description Only what is shared with this task force, for those who sit in it; may be repeated. */
                task_force?: components["parameters"]["FilterTaskForce"];
                /** @description Only in this state; may be repeated. Published ones, unless given. `expired`: whose validity is over, which its publisher alone sees; `published` leaves those out. `held` and `refused` are their publisher's alone, and found by no label and no task force. */
                state?: components["parameters"]["FilterState"];
                /** @description Only with at least this confidence (0-100, STIX 2.1); one without confidence does not match. */
                min_confidence?: components["parameters"]["FilterConfidence"];
                /** @description Only what was modified at this time or after. */
                since?: components["parameters"]["FilterSince"];
                /** @description Only what was modified before this time. */
                until?: components["parameters"]["FilterUntil"];
                /** @description Only what was first published at this time or after. */
                created_since?: components["parameters"]["FilterCreatedSince"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A line an indicator, in the shape of Indicator, and a last line that says how many there were. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {"id":"ind_6yq3m5k7x2v4t8znb9c1d0f2gh","observable":{"type":"domain","value":"a.example","canonical":"a.example"},"tlp":"green","state":"published"}
                     *     {"exported":1}
                     */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    countIndicators: {
        parameters: {
            query?: {
                /** @description What to count by; may be repeated. All of them, unless given. */
                facet?: ("type" | "brand" | "tag" | "publisher" | "state" | "tlp" | "infringement" | "task_force" | "confidence")[];
                /** @description How many values of each facet to tell. */
                limit?: number;
                /** @description The filters of this search, which the caller keeps; each filter given beside stands for the search's own of that name. */
                search?: components["parameters"]["FilterSearch"];
                /** @description Only observables of this type; may be repeated. */
                type?: components["parameters"]["FilterType"];
                /** @description Only this observable, typed as one likes; it is brought into canonical form first. Without `type` it may be of any. May be repeated. */
                value?: components["parameters"]["FilterValue"];
                /** @description Only where the canonical value begins with this, letter case, width and accents aside; at least 2 characters. */
                prefix?: components["parameters"]["FilterPrefix"];
                /** @description Only what hangs on this registrable domain, which is the domain itself, hosts below it, their pages and mailboxes. */
                registrable?: components["parameters"]["FilterRegistrable"];
                /** @description Words, up to 8, that must all occur, in any script; letter case, width, accents and Arabic vowel signs aside. A word occurs anywhere in the canonical value, in a tag or in a brand, or begins a word of the note (in scripts without spaces: anywhere in it), as far as the caller may read them. At least 2 characters. */
                q?: components["parameters"]["FilterText"];
                /** @description Only where this brand is named; may be repeated. */
                brand?: components["parameters"]["FilterBrand"];
                /** @description Only with this tag; may be repeated. */
                tag?: components["parameters"]["FilterTag"];
                /** @description Only with this infringement; may be repeated. */
                infringement?: components["parameters"]["FilterInfringement"];
                /** @description Only what rests on this, where the caller may read what it rests on; may be repeated. */
                basis?: components["parameters"]["FilterBasis"];
                /** @description Only under this label; may be repeated. */
                tlp?: components["parameters"]["FilterTLP"];
                /** @description Only this member's, by the name that the caller knows it by (a member's id, or a pseudonym); may be repeated. */
                publisher?: components["parameters"]["FilterPublisher"];
                /** @description Only what is shared with this task force, for those who sit in it; may be repeated. */
                task_force?: components["parameters"]["FilterTaskForce"];
                /** @description Only in this state; may be repeated. Published ones, unless given. `expired`: whose validity is over, which its publisher alone sees; `published` leaves those out. `held` and `refused` are their publisher's alone, and found by no label and no task force. */
                state?: components["parameters"]["FilterState"];
                /** @description Only with at least this confidence (0-100, STIX 2.1); one without confidence does not match. */
                min_confidence?: components["parameters"]["FilterConfidence"];
                /** @description Only what was modified at this time or after. */
                since?: components["parameters"]["FilterSince"];
                /** @description Only what was modified before this time. */
                until?: components["parameters"]["FilterUntil"];
                /** @description Only what was first published at this time or after. */
                created_since?: components["parameters"]["FilterCreatedSince"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "facets": {
                     *         "brand": [
                     *           {
                     *             "count": 3,
                     *             "value": "maison-a"
                     *           }
                     *         ],
                     *         "type": [
                     *           {
                     *             "count": 2,
                     *             "value": "domain"
                     *           },
                     *           {
                     *             "count": 1,
                     *             "value": "phone"
                     *           }
                     *         ]
                     *       },
                     *       "total": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Facets"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewIndicator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attribution": "withheld",
                 *       "brands": [
                 *         "maison-a"
                 *       ],
                 *       "observable": {
                 *         "type": "domain",
                 *         "value": "maison-a-outlet.example"
                 *       },
                 *       "tlp": "green"
                 *     }
                 */
                "application/json": components["schemas"]["IndicatorDraft"];
            };
        };
        responses: {
            /** @description What would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getIndicator: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
                /** @description The ETag that the caller has (RFC 9110, section 13.1.2). Where it is the current one, the answer is an empty 304. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The indicator as the caller may see it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            /** @description It is as the caller has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    reviseIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "customs_or_court",
                 *       "confidence": 95,
                 *       "note": null,
                 *       "reason": "The customs office has examined a parcel.",
                 *       "reason_code": "new_evidence"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["IndicatorChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listIndicatorDisputes: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputePage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    disputeIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "evidence": "Contract 2024/117, signed by the brand.",
                 *       "reason": "The shop has been our reseller since 2024.",
                 *       "reason_code": "authorised_seller"
                 *     }
                 */
                "application/json": components["schemas"]["DisputeDraft"];
            };
        };
        responses: {
            /** @description Open. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    eraseIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "By order 12/2026 of the court.",
                 *       "reason_code": "legal_order"
                 *     }
                 */
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            /** @description What is left of it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    readHistory: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    restrictIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "For the marketplace alone.",
                 *       "reason_code": "need_to_know",
                 *       "share": {
                 *         "members": [
                 *           "market-b"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Restriction"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The shop turned out to be an authorised reseller.",
                 *       "reason_code": "false_positive"
                 *     }
                 */
                "application/json": components["schemas"]["Revocation"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    shareIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The police have asked for it.",
                 *       "reason_code": "request",
                 *       "share": {
                 *         "members": [
                 *           "market-b",
                 *           "police-l"
                 *         ],
                 *         "task_forces": [
                 *           "handbags"
                 *         ]
                 *       },
                 *       "tlp": "amber"
                 *     }
                 */
                "application/json": components["schemas"]["Sharing"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Indicator"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSightings: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SightingPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    sightIndicator: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description An indicator's id.
                 * @example ind_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                indicator: components["parameters"]["IndicatorPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attribution": "pseudonymous",
                 *       "audience": "indicator",
                 *       "count": 3,
                 *       "last_seen": "2026-10-04T00:00:00Z",
                 *       "platform": "taobao",
                 *       "type": "relisted",
                 *       "url": {
                 *         "type": "listing_url",
                 *         "value": "https://item.taobao.com/item.htm?id=652874751412"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SightingDraft"];
            };
        };
        responses: {
            /** @description Said. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sighting"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    enrolMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "brand-a",
                 *       "kind": "brand",
                 *       "name": "Maison A"
                 *     }
                 */
                "application/json": components["schemas"]["MemberEnrolment"];
            };
        };
        responses: {
            /** @description Enrolled. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    ETag: components["headers"]["OwnETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Maison A SA"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCredentials: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCredential: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_at": "2027-01-01T00:00:00Z",
                 *       "name": "screening job",
                 *       "scopes": [
                 *         "read"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CredentialDraft"];
            };
        };
        responses: {
            /** @description Made. Keep `key` now. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialWithKey"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
                /**
                 * @description A credential's id.
                 * @example k3v7q2m5x4t6h8zn
                 */
                credential: components["parameters"]["CredentialPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credential. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeCredential: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
                /**
                 * @description A credential's id.
                 * @example k3v7q2m5x4t6h8zn
                 */
                credential: components["parameters"]["CredentialPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    reinstateMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    suspendMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A member's id.
                 * @example brand-a
                 */
                member: components["parameters"]["MemberPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "keys leaked, 2026-10-01"
                 *     }
                 */
                "application/json": components["schemas"]["MemberSuspension"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listModeration: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Only where this was found. */
                rule?: components["schemas"]["FindingRule"];
                /** @description Only of this type of observable. */
                type?: components["schemas"]["ObservableType"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getModeration: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description An id at the stewards' desk.
                 * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                moderation: components["parameters"]["ModerationPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it waits. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moderation"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuseModeration: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description An id at the stewards' desk.
                 * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                moderation: components["parameters"]["ModerationPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "What you pay for the goods is nobody else's business; say what was offered.",
                 *       "reason_code": "competition_law"
                 *     }
                 */
                "application/json": components["schemas"]["ModerationRefusal"];
            };
        };
        responses: {
            /** @description It is decided. */
            200: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mod_6yq3m5k7x2v4t8znb9c1d0f2gh",
                     *       "outcome": "refused"
                     *     }
                     */
                    "application/json": components["schemas"]["ModerationDecision"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    releaseModeration: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description An id at the stewards' desk.
                 * @example mod_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                moderation: components["parameters"]["ModerationPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is decided. */
            200: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mod_6yq3m5k7x2v4t8znb9c1d0f2gh",
                     *       "outcome": "released"
                     *     }
                     */
                    "application/json": components["schemas"]["ModerationDecision"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    findNetwork: {
        parameters: {
            query: {
                /**
                 * @description A type of observable, such as `domain`.
                 * @example domain
                 */
                type: string;
                /**
                 * @description The value as the caller has it. It may be defanged.
                 * @example bags-outlet.example
                 */
                value: string;
                /**
                 * @description For a telephone number without `+`, the country that it is dialled in (ISO 3166-1 alpha-2).
                 * @example CN
                 */
                region?: components["parameters"]["Region"];
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the network. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "edges": [
                     *         {
                     *           "count": 1,
                     *           "from": "obs_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicators": [
                     *             "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa"
                     *           ],
                     *           "publishers": 1,
                     *           "relation": "contact",
                     *           "to": "obs_bbbbbbbbbbbbbbbbbbbbbbbbbb",
                     *           "weight": 0.76
                     *         }
                     *       ],
                     *       "id": "net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T",
                     *       "next_cursor": null,
                     *       "nodes": [
                     *         {
                     *           "brands": [
                     *             "maison-a"
                     *           ],
                     *           "canonical": "bags-outlet.example",
                     *           "depth": 0,
                     *           "disputed": false,
                     *           "hub": false,
                     *           "id": "obs_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicators": 1,
                     *           "strength": 1,
                     *           "type": "domain",
                     *           "value": "Bags-Outlet.example",
                     *           "weak": false
                     *         },
                     *         {
                     *           "brands": [
                     *             "maison-a"
                     *           ],
                     *           "canonical": "+8613800138000",
                     *           "depth": 1,
                     *           "disputed": false,
                     *           "hub": false,
                     *           "id": "obs_bbbbbbbbbbbbbbbbbbbbbbbbbb",
                     *           "indicators": 2,
                     *           "strength": 0.76,
                     *           "type": "phone",
                     *           "value": "+86 138 0013 8000",
                     *           "weak": false
                     *         }
                     *       ],
                     *       "truncated": false
                     *     }
                     */
                    "application/json": components["schemas"]["Network"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNetwork: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A network's id.
                 * @example net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T
                 */
                network: components["parameters"]["NetworkPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the network. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "edges": [
                     *         {
                     *           "count": 1,
                     *           "from": "obs_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicators": [
                     *             "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa"
                     *           ],
                     *           "publishers": 1,
                     *           "relation": "contact",
                     *           "to": "obs_bbbbbbbbbbbbbbbbbbbbbbbbbb",
                     *           "weight": 0.76
                     *         }
                     *       ],
                     *       "id": "net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T",
                     *       "next_cursor": null,
                     *       "nodes": [
                     *         {
                     *           "brands": [
                     *             "maison-a"
                     *           ],
                     *           "canonical": "bags-outlet.example",
                     *           "depth": 0,
                     *           "disputed": false,
                     *           "hub": false,
                     *           "id": "obs_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicators": 1,
                     *           "strength": 1,
                     *           "type": "domain",
                     *           "value": "Bags-Outlet.example",
                     *           "weak": false
                     *         },
                     *         {
                     *           "brands": [
                     *             "maison-a"
                     *           ],
                     *           "canonical": "+8613800138000",
                     *           "depth": 1,
                     *           "disputed": false,
                     *           "hub": false,
                     *           "id": "obs_bbbbbbbbbbbbbbbbbbbbbbbbbb",
                     *           "indicators": 2,
                     *           "strength": 0.76,
                     *           "type": "phone",
                     *           "value": "+86 138 0013 8000",
                     *           "weak": false
                     *         }
                     *       ],
                     *       "truncated": false
                     *     }
                     */
                    "application/json": components["schemas"]["Network"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNetworkPath: {
        parameters: {
            query?: {
                /**
                 * @description The id of a node.
                 * @example obs_bbbbbbbbbbbbbbbbbbbbbbbbbb
                 */
                to?: string;
                /** @description Instead of `to`, the type of the other end; with `value`. */
                type?: string;
                /** @description Instead of `to`, the value of the other end; with `type`. */
                value?: string;
                /**
                 * @description For a telephone number without `+`, the country that it is dialled in (ISO 3166-1 alpha-2).
                 * @example CN
                 */
                region?: components["parameters"]["Region"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A network's id.
                 * @example net_Yk3vJX0bT8m0vVb2b0i3O4o0nJk8yFhXl3nq0mRr2s8c1uJxw0mM4dYp5kq0Zr1T
                 */
                network: components["parameters"]["NetworkPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The path. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "edges": [
                     *         {
                     *           "count": 1,
                     *           "from": "obs_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicators": [
                     *             "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa"
                     *           ],
                     *           "publishers": 1,
                     *           "relation": "contact",
                     *           "to": "obs_bbbbbbbbbbbbbbbbbbbbbbbbbb",
                     *           "weight": 0.76
                     *         }
                     *       ],
                     *       "nodes": [
                     *         {
                     *           "brands": [
                     *             "maison-a"
                     *           ],
                     *           "canonical": "bags-outlet.example",
                     *           "depth": 0,
                     *           "disputed": false,
                     *           "hub": false,
                     *           "id": "obs_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicators": 1,
                     *           "strength": 1,
                     *           "type": "domain",
                     *           "value": "Bags-Outlet.example",
                     *           "weak": false
                     *         },
                     *         {
                     *           "brands": [
                     *             "maison-a"
                     *           ],
                     *           "canonical": "+8613800138000",
                     *           "depth": 1,
                     *           "disputed": false,
                     *           "hub": false,
                     *           "id": "obs_bbbbbbbbbbbbbbbbbbbbbbbbbb",
                     *           "indicators": 2,
                     *           "strength": 0.76,
                     *           "type": "phone",
                     *           "value": "+86 138 0013 8000",
                     *           "weak": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NetworkWay"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /**
                 * @description Which of the two.
                 * @example received
                 */
                direction?: "received" | "sent";
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notices. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "count": 2,
                     *           "direction": "received",
                     *           "first_at": "2026-10-01T09:00:00Z",
                     *           "id": "ntc_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "indicator": "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *           "kind": "exact",
                     *           "last_at": "2026-10-02T09:30:00Z",
                     *           "member": "bazar-b"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    addPerson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "jane-a",
                 *       "member": "brand-a",
                 *       "name": "Jane Doe",
                 *       "roles": [
                 *         "analyst"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PersonDraft"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changePerson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": "brand-a",
                 *       "roles": [
                 *         "manager"
                 *       ]
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPersonCredentials: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonCredentialPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPersonCredential: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_at": "2027-01-01T00:00:00Z",
                 *       "name": "laptop",
                 *       "scopes": [
                 *         "read"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PersonCredentialDraft"];
            };
        };
        responses: {
            /** @description Made. Keep `key` now. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonCredentialWithKey"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPersonCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
                /**
                 * @description A credential's id.
                 * @example k3v7q2m5x4t6h8zn
                 */
                credential: components["parameters"]["CredentialPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credential. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonCredential"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokePersonCredential: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
                /**
                 * @description A credential's id.
                 * @example k3v7q2m5x4t6h8zn
                 */
                credential: components["parameters"]["CredentialPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    reinstatePerson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    suspendPerson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A person's id.
                 * @example jane-a
                 */
                person: components["parameters"]["PersonPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "left the company, 2026-10-01"
                 *     }
                 */
                "application/json": components["schemas"]["PersonSuspension"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPolicyProposals: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Only proposals in this state.
                 * @example open
                 */
                state?: "open" | "activated" | "rejected";
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposalPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    proposePolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "Members see their own alone, until the audit is over.",
                 *       "text": "p, role:member, own, *, red, *, allow"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyDraft"];
            };
        };
        responses: {
            /** @description Proposed. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPolicyProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changePolicyProposal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "Members see their own alone, until the audit is over.",
                 *       "text": "p, role:member, own, *, red, *, allow"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    approvePolicyProposal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "comment": "Agreed by the board, 2026-10-01."
                 *     }
                 */
                "application/json": components["schemas"]["PolicyApproval"];
            };
        };
        responses: {
            /** @description It is in force. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    rejectPolicyProposal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The carriers have not been heard."
                 *     }
                 */
                "application/json": components["schemas"]["PolicyRejection"];
            };
        };
        responses: {
            /** @description Rejected. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    simulatePolicyProposal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description The proposal's id.
                 * @example prop_mzxw6ytboi4tcnjzgeydmnzvge
                 */
                proposal: components["parameters"]["ProposalPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With its simulation. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPolicyRevisions: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyRevisionPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPolicyRevision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description The revision's id, that of the proposal that it was, or `initial`.
                 * @example initial
                 */
                revision: components["parameters"]["RevisionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    rollbackPolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "The new rules hide what the police need.",
                 *       "to": "initial"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyRollback"];
            };
        };
        responses: {
            /** @description Proposed. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyProposal"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listProtections: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtectionPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createProtection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "entries": [
                 *         {
                 *           "type": "domain",
                 *           "value": "maison-a.example"
                 *         }
                 *       ],
                 *       "name": "Our own",
                 *       "purpose": "own"
                 *     }
                 */
                "application/json": components["schemas"]["ProtectionDraft"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Protection"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProtection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A protective list's id.
                 * @example prot_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                protection: components["parameters"]["ProtectionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Protection"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteProtection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A protective list's id.
                 * @example prot_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                protection: components["parameters"]["ProtectionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeProtection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A protective list's id.
                 * @example prot_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                protection: components["parameters"]["ProtectionPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": "warn"
                 *     }
                 */
                "application/json": components["schemas"]["ProtectionChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Protection"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    screen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "notify": true,
                 *       "notify_attribution": "named",
                 *       "observables": [
                 *         {
                 *           "type": "email",
                 *           "value": "Sales+1@Maison-A-Outlet.example"
                 *         },
                 *         {
                 *           "type": "domain",
                 *           "value": "maison-a-outlet[.]example"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Screening"];
            };
        };
        responses: {
            /** @description What is known of each, in the order of the request. */
            200: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "canonical": "sales+1@maison-a-outlet.example",
                     *           "matches": [
                     *             {
                     *               "indicators": [
                     *                 {
                     *                   "brands": [
                     *                     "maison-a"
                     *                   ],
                     *                   "confidence": 80,
                     *                   "id": "ind_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                     *                   "modified_at": "2026-10-01T00:00:00Z",
                     *                   "publisher": "maison-a",
                     *                   "state": "published",
                     *                   "tlp": "green"
                     *                 }
                     *               ],
                     *               "kind": "host",
                     *               "observable": {
                     *                 "canonical": "maison-a-outlet.example",
                     *                 "type": "domain"
                     *               },
                     *               "publishers": 1,
                     *               "strength": 60
                     *             },
                     *             {
                     *               "how": "word",
                     *               "indicators": [],
                     *               "kind": "lookalike",
                     *               "mark": "maison a",
                     *               "member": "maison-a",
                     *               "publishers": 0,
                     *               "strength": 60
                     *             }
                     *           ],
                     *           "type": "email",
                     *           "value": "Sales+1@Maison-A-Outlet.example"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ScreeningResults"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    screenImage: {
        parameters: {
            query?: {
                /**
                 * @description How many matches there are at most, and how many indicators a match, 1 to 100.
                 * @example 10
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example (the bytes of a file) */
                "image/gif": string;
                /** @example (the bytes of a file) */
                "image/jpeg": string;
                /** @example (the bytes of a file) */
                "image/png": string;
                /** @example (the bytes of a file) */
                "image/webp": string;
            };
        };
        responses: {
            /** @description What is known of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "canonical": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "fingerprints": [
                     *         {
                     *           "algorithm": "phash",
                     *           "hash": "c3f0d1b2a4968778"
                     *         }
                     *       ],
                     *       "matches": [],
                     *       "type": "image",
                     *       "value": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *     }
                     */
                    "application/json": components["schemas"]["ScreeningResult"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getScreenRange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, and how long the two parts of a tag are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "algorithm": "HMAC-SHA256",
                     *       "epoch": 1,
                     *       "key": "8f3a…",
                     *       "prefix_bits": 12,
                     *       "suffix_bits": 96
                     *     }
                     */
                    "application/json": components["schemas"]["RangeKey"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    screenRange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The first 3 hexadecimal digits of the tag, in lower case.
                 * @example 3af
                 */
                prefix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The range, in order of suffix. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entries": [
                     *         {
                     *           "kind": "exact",
                     *           "publishers": 2,
                     *           "suffix": "0b1c2d3e4f5a69788796a5b4"
                     *         }
                     *       ],
                     *       "epoch": 1
                     *     }
                     */
                    "application/json": components["schemas"]["ScreenedRange"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSearches: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSearch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "New counterfeit shops",
                 *       "query": {
                 *         "infringement": [
                 *           "counterfeit"
                 *         ],
                 *         "min_confidence": 60,
                 *         "q": "outlet",
                 *         "type": [
                 *           "domain",
                 *           "store_url"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SearchDraft"];
            };
        };
        responses: {
            /** @description Kept. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Search"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSearch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A search's id.
                 * @example sea_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                search: components["parameters"]["SearchPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The search. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Search"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSearch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A search's id.
                 * @example sea_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                search: components["parameters"]["SearchPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dropped. */
            204: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeSearch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A search's id.
                 * @example sea_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                search: components["parameters"]["SearchPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "New shops"
                 *     }
                 */
                "application/json": components["schemas"]["SearchChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Search"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSighting: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A sighting's id.
                 * @example sig_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                sighting: components["parameters"]["SightingPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sighting as the caller may read it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sighting"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    retractSighting: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A sighting's id.
                 * @example sig_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                sighting: components["parameters"]["SightingPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "That was another shop of the same name."
                 *     }
                 */
                "application/json": components["schemas"]["Retraction"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sighting"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    makeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person's id; `admin` is the bootstrap admin. */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. It is shown this once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    stream: {
        parameters: {
            query?: {
                /** @description The same as Last-Event-ID, for clients that cannot set headers; the header wins. */
                cursor?: string;
            };
            header?: {
                /** @description The `id` of the last event that the client has. After any other string the stream begins with an event `gap`, and goes on from now: what came before may have been missed. */
                "Last-Event-ID"?: string;
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events without end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
                     *     event: indicator.published
                     *     data: {"id":"Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk","type":"indicator.published","timestamp":"2026-10-01T00:00:00Z","data":{}}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSubscriptions: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "events": [
                 *           "indicator.published"
                 *         ],
                 *         "min_confidence": 60,
                 *         "types": [
                 *           "domain",
                 *           "store_url"
                 *         ]
                 *       },
                 *       "name": "takedown desk",
                 *       "url": "https://hooks.market-b.example/entente"
                 *     }
                 */
                "application/json": components["schemas"]["SubscriptionDraft"];
            };
        };
        responses: {
            /** @description Subscribed. Keep `secret` now. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionWithSecret"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeSubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "min_confidence": 80
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["SubscriptionChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    resendDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They will be sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "wanted": 12
                     *     }
                     */
                    "application/json": components["schemas"]["Resending"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description The `webhook_id` of a dead letter.
                 * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                letter: components["parameters"]["LetterPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    resendDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description The `webhook_id` of a dead letter.
                 * @example msg_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                letter: components["parameters"]["LetterPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "wanted": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Resending"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description How it ended. */
                state?: components["schemas"]["DeliveryState"];
                /**
                 * @description The type of event.
                 * @example indicator.published
                 */
                event?: string;
                /** @description What it told of. */
                indicator?: string;
                /** @description The `webhook-id` header, or an event's own in a batch. */
                webhook_id?: string;
                /**
                 * @description The endpoint's HTTP status.
                 * @example 500
                 */
                status?: number;
                /** @description Why it failed. */
                failure?: components["schemas"]["DeliveryFailure"];
                /** @description Sent at or after. */
                since?: string;
                /** @description Sent before. */
                until?: string;
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description An attempt's id, from the list.
                 * @example Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
                 */
                delivery: components["parameters"]["DeliveryPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetail"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    resendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
                /**
                 * @description An attempt's id, from the list.
                 * @example Qm9yNnJ2YjJ0ZzVrM3c4eDF6NHA3Yzlk
                 */
                delivery: components["parameters"]["DeliveryPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "wanted": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Resending"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    pauseSubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaySubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2026-10-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description Begun. */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    resumeSubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    retireKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateSubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_s": 86400
                 *     }
                 */
                "application/json": components["schemas"]["Rotation"];
            };
        };
        responses: {
            /** @description As it is now. Keep `secret`. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionWithSecret"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    testSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempt, whether or not it succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifySubscription: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). Where it is given and no longer current, the answer is 412 `precondition-failed`. It may be left out: this verb overwrites nothing.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /**
                 * @description A subscription's id.
                 * @example sub_6yq3m5k7x2v4t8znb9c1d0f2gh
                 */
                subscription: components["parameters"]["SubscriptionPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTaskForces: {
        parameters: {
            query?: {
                /**
                 * @description How many items a page holds at most, 1 to 1000. Anything else is 400 `parameter-invalid`.
                 * @example 100
                 */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. It is sealed: it works for the same caller and the same filters only. Any other string is 400 `parameter-invalid`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskForcePage"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTaskForce: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A string of the client's choice, 1 to 255 printable ASCII characters, quoted or bare (draft-ietf-httpapi-idempotency-key-header). For 24 hours the same key with the same body gets the same answer; with another body, 409 `idempotency-key-reused`.
                 * @example "7f6c0f0e-2b3f-4d6e-9e55-0c6f1a1f4b11"
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ends_at": "2027-01-01T00:00:00Z",
                 *       "id": "handbags",
                 *       "members": [
                 *         {
                 *           "member": "brand-a",
                 *           "role": "lead"
                 *         },
                 *         {
                 *           "member": "market-b",
                 *           "role": "contributor"
                 *         }
                 *       ],
                 *       "name": "Handbags, Q4",
                 *       "purpose": "Sellers of counterfeit handbags on marketplaces."
                 *     }
                 */
                "application/json": components["schemas"]["TaskForceDraft"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskForce"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTaskForce: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Ledger-Position` of an earlier answer. The answer to this request is at least that new, or it is 503 `view-behind` with Retry-After. */
                "Ledger-Position"?: components["parameters"]["LedgerPosition"];
            };
            path: {
                /**
                 * @description A task force's id.
                 * @example handbags
                 */
                task_force: components["parameters"]["TaskForcePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task force. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskForce"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeTaskForce: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the state that the change is meant for (RFC 9110, section 13.1.1). It is required: without it the answer is 428 `precondition-required`; with one that is no longer current, 412 `precondition-failed`.
                 * @example "x0B3zF6mJq1nD9sWv8RkUe2aLtYc5GhP"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description A task force's id.
                 * @example handbags
                 */
                task_force: components["parameters"]["TaskForcePath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ends_at": null,
                 *       "members": [
                 *         {
                 *           "member": "brand-a",
                 *           "role": "lead"
                 *         },
                 *         {
                 *           "member": "market-b",
                 *           "role": "contributor"
                 *         },
                 *         {
                 *           "member": "payer-c",
                 *           "role": "reader"
                 *         }
                 *       ]
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TaskForceChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Ledger-Position": components["headers"]["LedgerPosition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskForce"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["MediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
}
