// Written by `npm run api` from api/openapi.yaml; edit that.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can do its work. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{problem}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a type of problem means. */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The registers and logs that reviews and questions can name. */
        get: operations["listDataSets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose session it is and how long it holds. */
        get: operations["getOwnSession"];
        put?: never;
        /** Begin to log in: a password, a certificate. */
        post: operations["logIn"];
        /** End the session. */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a second factor: WebAuthn, a card, a one-time code. */
        post: operations["giveFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove oneself again before an export, a change of policies, an unmasking. */
        post: operations["stepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions of the caller. */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of them. */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The factors of the caller. */
        get: operations["listFactors"];
        put?: never;
        /** Enrol a factor. */
        post: operations["enrolFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/factors/{factor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a factor. */
        delete: operations["removeFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API tokens of the caller. */
        get: operations["listTokens"];
        put?: never;
        /** Make a token with a scope and an end; it is shown once. */
        post: operations["makeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token. */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users and their roles. */
        get: operations["listUsers"];
        put?: never;
        /** Add a user. */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change roles; needs a second person. */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/users/{user}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a user enrol anew; needs two administrators. */
        post: operations["recoverUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** State a purpose and see personal data; the look is recorded. */
        post: operations["unmask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registers/{register}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Facts as of an instant and as known at another. */
        get: operations["listFacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registers/{register}/facts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A fact with its history. */
        get: operations["getFact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registers/{register}/coming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is recorded for the future, and its effect. */
        get: operations["listComing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registers/{register}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a file would change: added, ended, corrected, contradicted. */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A preview or an import. */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do it as one change with a reason. */
        post: operations["applyImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person for an import that ends much. */
        post: operations["approveImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries with their slips. */
        get: operations["listDeliveries"];
        put?: never;
        /** Hand in a log with its slip. */
        post: operations["handIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery, and how it was reconciled. */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sealed segments. */
        get: operations["listSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/segments/{segment}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of a sealed file, byte for byte. */
        get: operations["getLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to upload a file of a data set. */
        post: operations["beginUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much has arrived. */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /** Forget an upload that is not complete. */
        delete: operations["dropUpload"];
        options?: never;
        head?: never;
        /** Send the next piece, at the offset that has arrived. */
        patch: operations["sendUpload"];
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finished reviews, the newest first. */
        get: operations["listReviews"];
        put?: never;
        /** Start a review as a job. */
        post: operations["startReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From what it was made, and what it made (run.json). */
        get: operations["getReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who saw how many contracts of how many suppliers (scope.json). */
        get: operations["getScope"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was received, day by day (coverage.json). */
        get: operations["getCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings that fit all filters. */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/findings/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many findings fit all filters, by one or two of their members. */
        get: operations["countFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/findings/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All findings that fit, as one stream. */
        get: operations["exportFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines that could not be read. */
        get: operations["listRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/line": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The line of a log that a finding is about, byte for byte as the review read it. */
        get: operations["getLine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of the scope and why they differ. */
        get: operations["listScopeVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A draft of policies over the archive: what would be denied. */
        post: operations["simulate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{simulation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a simulation showed. */
        get: operations["getSimulation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, the newest first. */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job and how far it is. */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job is, while it runs. */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it end before it is done. */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job}/run-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue a job again that failed or was interrupted or cancelled. */
        post: operations["runJobAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases. */
        get: operations["listCases"];
        put?: never;
        /** Open a case from findings. */
        post: operations["openCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A case with its history. */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Assign it, set a date, note the day of awareness. */
        patch: operations["changeCase"];
        trace?: never;
    };
    "/api/v1/cases/{case}/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Real, explained, rule wrong, register wrong; with a reason. */
        post: operations["triage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/second-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's view. */
        post: operations["secondCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a comment. */
        post: operations["comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add an attachment. */
        post: operations["attach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The regulators' deadlines (速報, 確報). */
        get: operations["listDeadlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a manager, a contractor or the affiliate (照会票). */
        post: operations["inquire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries/{inquiry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An inquiry: only that person's times and systems. */
        get: operations["getInquiry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries/{inquiry}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer it. */
        post: operations["answerInquiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Half-yearly reviews and audits. */
        get: operations["listCampaigns"];
        put?: never;
        /** Open one with its period and cut-off. */
        post: operations["openCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Coverage and findings by system. */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze the population. */
        post: operations["freezePopulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the owning department states of a system. */
        post: operations["state"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The check by the second line. */
        post: operations["checkStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/re-performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a review again to the same bytes. */
        post: operations["rePerform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer one request as of any instant, and say why. */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/who-may-see": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everybody who could have seen a record. */
        post: operations["whoMaySee"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/may-see": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything that a person could have seen. */
        post: operations["maySee"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find what is wrong with policies before anybody asks them. */
        post: operations["checkPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/format": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lay out policies, keeping comments. */
        post: operations["formatPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Policies in force and drafts. */
        get: operations["listPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{set}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Propose a set of policies; needs a second person. */
        put: operations["proposePolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{set}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's approval. */
        post: operations["approvePolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed checkpoint. */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that fit all filters, in order. */
        get: operations["listEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/entries/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An entry, proved to be under the checkpoint. */
        get: operations["getEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/entries/{index}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A receipt that outsiders verify. */
        get: operations["getProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures that went out with their approval numbers. */
        get: operations["listExports"];
        put?: never;
        /** Freeze figures and files, and give them out. */
        post: operations["export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{export}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frozen file: CSV, JSON Lines, OCSF. */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Name: string;
        /** Format: date-time */
        Time: string;
        Count: number;
        Problem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            /** @description What exactly; in English where the engine says it. */
            detail?: string;
            /** @description What to do about it. */
            help?: string;
            request_id: string;
            /** @description File, line and column of the input, where they are known. */
            place?: string;
            errors?: {
                /** @description A JSON pointer into the body, or the name of a parameter. */
                at: string;
                detail: string;
            }[];
        };
        ProblemType: {
            type: string;
            status: number;
            title: string;
            title_ja: string;
            help: string;
            help_ja: string;
        };
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        DataSets: {
            registers: components["schemas"]["Name"][];
            logs: components["schemas"]["Name"][];
        };
        ReviewRequest: {
            registers: components["schemas"]["Name"];
            logs: components["schemas"]["Name"];
            /** @description RFC 3339 or a date of Japan. */
            from?: string;
            until?: string;
        };
        ReviewSummary: {
            review: components["schemas"]["Name"];
            /** @description The name of the inputs. */
            id: string;
            started: string;
            ended: string;
            from?: string;
            until?: string;
        };
        ReviewPage: {
            items: components["schemas"]["ReviewSummary"][];
            next?: string;
        };
        InputFile: {
            name: string;
            sha256: string;
        };
        Run: {
            id: string;
            inputs: {
                program_version: string;
                options: {
                    from: string;
                    until: string;
                };
                policy_set_hash: string;
                policies: components["schemas"]["InputFile"][];
                profiles: components["schemas"]["InputFile"][];
                registers: components["schemas"]["InputFile"][];
                logs: components["schemas"]["InputFile"][];
            };
            outputs: components["schemas"]["InputFile"][];
            execution: {
                started: string;
                ended: string;
                machine?: string;
                jobs?: components["schemas"]["Count"];
                decisions?: components["schemas"]["Count"];
                /** @description Where the registers lay; empty for a store. */
                registers: string;
                logs: string;
            };
        };
        Window: {
            from: string | null;
            /** @description null: it has not ended. */
            until: string | null;
        };
        /** @description Distinct counts, each of its own: parts that overlap must not be added up. Logs that name facilities count those, others supply points and contracts. */
        Figures: {
            viewers: components["schemas"]["Count"];
            viewers_confirmed: components["schemas"]["Count"];
            unknown_viewer_looks: components["schemas"]["Count"];
            facilities?: components["schemas"]["Count"];
            contracts?: components["schemas"]["Count"];
            retailers?: components["schemas"]["Count"];
            supply_points?: components["schemas"]["Count"];
            supply_contracts?: components["schemas"]["Count"];
            customers?: components["schemas"]["Count"];
            group_points?: components["schemas"]["Count"];
            tdso_points?: components["schemas"]["Count"];
            no_contract_points?: components["schemas"]["Count"];
            unknown_points?: components["schemas"]["Count"];
            other_objects?: components["schemas"]["Count"];
            keyless: components["schemas"]["Count"];
            violations: components["schemas"]["Count"];
            attempts: components["schemas"]["Count"];
            doubtful: components["schemas"]["Count"];
            undetermined: components["schemas"]["Count"];
            accounts: components["schemas"]["Count"];
            givers: components["schemas"]["Count"];
            takers: components["schemas"]["Count"];
            switch_pending_points?: number | null;
            first: string | null;
            last: string | null;
        };
        /** @description The three times that stand beside every figure; null: there is none. */
        Windows: {
            exposure: components["schemas"]["Window"] | null;
            logs: components["schemas"]["Window"] | null;
            examined: components["schemas"]["Window"] | null;
        };
        ScopeTotal: components["schemas"]["Figures"] & {
            windows: components["schemas"]["Windows"];
        };
        ScopeSystem: components["schemas"]["Figures"] & {
            events: components["schemas"]["Count"];
            examined: components["schemas"]["Count"];
            permitted: components["schemas"]["Count"];
            bounds: {
                at_least: components["schemas"]["Count"];
                at_most: number | null;
            };
            windows: components["schemas"]["Windows"];
            routes: {
                [key: string]: components["schemas"]["Figures"];
            };
            months: {
                [key: string]: components["schemas"]["Figures"];
            };
        };
        Exposure: {
            system: string;
            account: string;
            from: string | null;
            until: string | null;
        };
        Scope: {
            total: components["schemas"]["ScopeTotal"];
            systems: {
                [key: string]: components["schemas"]["ScopeSystem"];
            };
            systems_without_log: string[];
            routes: {
                [key: string]: components["schemas"]["Figures"];
            };
            exposures: components["schemas"]["Exposure"][];
        };
        CoverageDay: {
            events: components["schemas"]["Count"];
            rejects: components["schemas"]["Count"];
        };
        Gap: {
            kind: string;
            day?: string;
            file?: string;
            line?: number;
            detail?: string;
        };
        CoverageFile: {
            file: string;
            profile: string;
            bytes: components["schemas"]["Count"];
            sha256: string;
            lines: components["schemas"]["Count"];
            header_lines: components["schemas"]["Count"];
            event_lines: components["schemas"]["Count"];
            reject_lines: components["schemas"]["Count"];
            rejects?: {
                [key: string]: components["schemas"]["Count"];
            };
            problems?: Record<string, never>[];
        };
        CoverageSystem: {
            days: {
                [key: string]: components["schemas"]["CoverageDay"];
            };
            gaps: components["schemas"]["Gap"][];
        };
        Coverage: {
            systems: {
                [key: string]: components["schemas"]["CoverageSystem"];
            };
            systems_without_log: string[];
            files: components["schemas"]["CoverageFile"][];
            unclaimed: string[];
        };
        Finding: {
            file: string;
            line: number;
            /** Format: date-time */
            time: string;
            system: string;
            account: string;
            holder?: string;
            terminal?: string;
            viewer?: string;
            certainty?: string;
            route?: string;
            reason?: string;
            basis?: string;
            disposition: string;
            action?: string;
            items?: string;
            object?: string;
            retailer?: string;
            /** @description Of the table undetermined. */
            other_reading?: string;
        };
        FindingPage: {
            items: components["schemas"]["Finding"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        FindingGroup: {
            /** @description Empty where a finding has no such member. */
            by: string;
            and?: string;
            findings: components["schemas"]["Count"];
        };
        FindingCounts: {
            total: components["schemas"]["Count"];
            groups: components["schemas"]["FindingGroup"][];
            /** @description Findings in the smallest groups, where there are too many groups to tell. */
            left_out: number;
        };
        JudgedLine: {
            file: string;
            line: number;
            /** @description Of the file. */
            sha256: string;
            /** @description The bytes as they stand. */
            raw: string;
            /** @description The same as text, where it is text in the file's encoding. */
            text?: string;
        };
        Reject: {
            file: string;
            line: number;
            reason: string;
            raw: string;
        };
        RejectPage: {
            items: components["schemas"]["Reject"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        Job: {
            job: components["schemas"]["Name"];
            /** @enum {string} */
            kind: "review";
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";
            revision: components["schemas"]["Count"];
            /** @description The pseudonym of whoever asked for it. */
            caller?: string;
            /** @description What was asked for. */
            request?: Record<string, never>;
            submitted: components["schemas"]["Time"];
            started?: components["schemas"]["Time"];
            ended?: components["schemas"]["Time"];
            attempts: components["schemas"]["Count"];
            cancelling?: boolean;
            /** @description What it is at. */
            step?: string;
            bytes: components["schemas"]["Count"];
            bytes_of: components["schemas"]["Count"];
            lines: components["schemas"]["Count"];
            seconds_left?: components["schemas"]["Count"];
            error?: string;
            /** @description Where the result is. */
            result?: string;
        };
        JobPage: {
            items: components["schemas"]["Job"][];
            next?: string;
        };
        DecisionRequest: {
            registers: components["schemas"]["Name"];
            system: string;
            account: string;
            terminal?: string;
            address?: string;
            at: string;
            action?: string;
            object?: string;
        };
        BothLanguages: {
            ja: string;
            en: string;
        };
        ExplainedClause: {
            name: string;
            state: string;
            title: components["schemas"]["BothLanguages"];
            /** @description As it stands in the policy. */
            source: string;
            /** @description What it read and found. */
            reads: string[];
        };
        ExplainedPolicy: {
            id: string;
            file: string;
            line: number;
            title: components["schemas"]["BothLanguages"];
            basis: components["schemas"]["BothLanguages"];
            clauses: components["schemas"]["ExplainedClause"][];
        };
        Reading: {
            verdict: string;
            reason: string;
            route: string;
            masks: {
                [key: string]: string;
            };
            /** @description In which it differs from other readings of the facts. */
            assumptions: components["schemas"]["BothLanguages"][];
            /** @description Of a denial: for each permit within reach, what it would have taken. */
            would_allow: components["schemas"]["BothLanguages"][];
            deciding: components["schemas"]["ExplainedPolicy"][];
            nearest: components["schemas"]["ExplainedPolicy"] | null;
            failed_clause: string | null;
        };
        ExplainedFact: {
            ja: string;
            en: string;
            from: string | null;
            until: string | null;
            /** @description At the instant that was asked. */
            in_force: boolean;
            /** @description The outcome turned on it. */
            decisive: boolean;
            /** @description The number of the decision, the order or the contract. */
            reference: string;
            file: string;
            line: number;
        };
        Decision: {
            /** @enum {string} */
            verdict: "permitted" | "denied" | "doubtful" | "undetermined";
            time: string;
            readings: components["schemas"]["Reading"][];
            facts: components["schemas"]["ExplainedFact"][];
            notes: components["schemas"]["BothLanguages"][];
        };
        WhoMaySeeRequest: {
            registers: components["schemas"]["Name"];
            system: string;
            at: string;
            action?: string;
            record?: string;
        };
        MaySeeRequest: {
            registers: components["schemas"]["Name"];
            person: string;
            system?: string;
            at: string;
            action?: string;
        };
        Reach: {
            question: Record<string, never>;
            notes: string[];
            rows: components["schemas"]["ReachRow"][];
            /** @description That were gone through. */
            accounts: number;
            /** @description That were gone through. */
            terminals: number;
        };
        ReachRow: {
            people: string[];
            names: string[];
            employers: string[];
            system: string;
            account: string;
            account_kind: string;
            verdict: string;
            policies: string[];
            /** @description At which it may be. */
            terminals: number;
            terminal_examples?: string[];
            at_unregistered_terminals: boolean;
        };
        PolicyText: {
            text: string;
        };
        PolicyCheck: {
            files: components["schemas"]["Count"];
            policies: components["schemas"]["Count"];
            errors: components["schemas"]["Count"];
            warnings: components["schemas"]["Count"];
            findings: Record<string, never>[];
        };
        FormattedPolicies: {
            text: string;
            changed: boolean;
        };
        Entry: {
            index: components["schemas"]["Count"];
            leaf: string;
            entry?: Record<string, never>;
            bytes?: string;
        };
        EntryPage: {
            items: components["schemas"]["Entry"][];
            examined: components["schemas"]["Count"];
            next?: string;
        };
    };
    responses: {
        /** @description It cannot be read. */
        MalformedRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nobody knows who asks. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller may not. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description In another way. */
        MethodNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No form that the client accepts. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The present state does not permit it. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It changed meanwhile. */
        ChangedMeanwhile: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too large. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another kind of body is taken. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It makes no sense. */
        InvalidRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The head is too large. */
        HeadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An error of the program. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much is under way, or the server is not ready. */
        Unavailable: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The client has it. */
        NotModified: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description This is not served yet. */
        Planned: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /**
         * @description The name of a type of problem.
         * @example not-found
         */
        problem: string;
        /**
         * @description The name of a review; of one that was started here, its job.
         * @example demo
         */
        review: string;
        /** @description The name of a job. */
        job: string;
        /**
         * @description The place of an entry in the record.
         * @example 0
         */
        index: number;
        /** @description `next` of the page before. */
        cursor: string;
        /**
         * @description How many items at most.
         * @example 3
         */
        limit: number;
        /** @description Findings, or the accesses that the facts do not decide. */
        table: "findings" | "undetermined";
        /** @description A system's code. */
        system: string;
        /** @description A route of the policies. */
        route: string;
        /** @description How the access was judged. */
        disposition: "violation" | "attempt" | "doubtful" | "undetermined";
        /** @description Who was at the keyboard. */
        viewer: string;
        /** @description Who supplied the record. */
        retailer: string;
        /** @description Not before. */
        from: string;
        /** @description Before. */
        until: string;
        /** @description The order; `-` turns it round. What is equal stays in the order of file and line. */
        sort: "file" | "-file" | "time" | "-time" | "system" | "-system" | "account" | "-account" | "viewer" | "-viewer" | "route" | "-route" | "disposition" | "-disposition" | "retailer" | "-retailer";
        /**
         * @description What a group has in common. Days and months are Japan's.
         * @example viewer
         */
        by: "day" | "month" | "system" | "account" | "viewer" | "certainty" | "route" | "disposition" | "retailer";
        /** @description And what else. */
        and: "day" | "month" | "system" | "account" | "viewer" | "certainty" | "route" | "disposition" | "retailer";
        /**
         * @description A log file, as the review names it.
         * @example demo/nol/NOL_202404.csv
         */
        file: string;
        /**
         * @description A line of it, from 1.
         * @example 2
         */
        line: number;
        /** @description Only jobs in this state. */
        state: "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";
        /** @description A pseudonym: the actor, the subject, or who approved. */
        entry_person: string;
        /** @description A kind of entry. */
        kind: string;
        /** @description Names the act: it is done once, and its answer is kept for a day. */
        idempotency_key: string;
        /** @description The tags of what the client has seen. */
        if_match: string;
        /** @description The last event that arrived. */
        last_event_id: string;
    };
    requestBodies: never;
    headers: {
        /** @description Names what was sent. */
        ETag: string;
        /** @description Where the new thing is. */
        Location: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text of version 0.0.4. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            304: components["responses"]["NotModified"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a type of problem.
                 * @example not-found
                 */
                problem: components["parameters"]["problem"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its words in both languages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemType"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listDataSets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSets"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    giveFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    enrolFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    removeFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    makeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    recoverUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    unmask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listFacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getFact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listComing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    applyImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    approveImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    handIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listSegments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getLines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    beginUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    dropUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    sendUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listReviews: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /**
                 * @description How many items at most.
                 * @example 3
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    startReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "registers": "demo",
                 *       "logs": "demo",
                 *       "from": "2024-10-01",
                 *       "until": "2024-10-08"
                 *     }
                 */
                "application/json": components["schemas"]["ReviewRequest"];
            };
        };
        responses: {
            /** @description It waits for its turn; `Location` is the job. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As docs/formats/run.md describes it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getScope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As docs/formats/scope.md describes it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scope"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getCoverage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As docs/formats/coverage.md describes it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coverage"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listFindings: {
        parameters: {
            query?: {
                /** @description Findings, or the accesses that the facts do not decide. */
                table?: components["parameters"]["table"];
                /** @description A system's code. */
                system?: components["parameters"]["system"];
                /** @description A route of the policies. */
                route?: components["parameters"]["route"];
                /** @description How the access was judged. */
                disposition?: components["parameters"]["disposition"];
                /** @description Who was at the keyboard. */
                viewer?: components["parameters"]["viewer"];
                /** @description Who supplied the record. */
                retailer?: components["parameters"]["retailer"];
                /** @description Not before. */
                from?: components["parameters"]["from"];
                /** @description Before. */
                until?: components["parameters"]["until"];
                /** @description The order; `-` turns it round. What is equal stays in the order of file and line. */
                sort?: components["parameters"]["sort"];
                /** @description `next` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /**
                 * @description How many items at most.
                 * @example 3
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, and how many fit. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingPage"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    countFindings: {
        parameters: {
            query: {
                /**
                 * @description What a group has in common. Days and months are Japan's.
                 * @example viewer
                 */
                by: components["parameters"]["by"];
                /** @description And what else. */
                and?: components["parameters"]["and"];
                /** @description Findings, or the accesses that the facts do not decide. */
                table?: components["parameters"]["table"];
                /** @description A system's code. */
                system?: components["parameters"]["system"];
                /** @description A route of the policies. */
                route?: components["parameters"]["route"];
                /** @description How the access was judged. */
                disposition?: components["parameters"]["disposition"];
                /** @description Who was at the keyboard. */
                viewer?: components["parameters"]["viewer"];
                /** @description Who supplied the record. */
                retailer?: components["parameters"]["retailer"];
                /** @description Not before. */
                from?: components["parameters"]["from"];
                /** @description Before. */
                until?: components["parameters"]["until"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, by their keys. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingCounts"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    exportFindings: {
        parameters: {
            query?: {
                /** @description Findings, or the accesses that the facts do not decide. */
                table?: components["parameters"]["table"];
                /** @description A system's code. */
                system?: components["parameters"]["system"];
                /** @description A route of the policies. */
                route?: components["parameters"]["route"];
                /** @description How the access was judged. */
                disposition?: components["parameters"]["disposition"];
                /** @description Who was at the keyboard. */
                viewer?: components["parameters"]["viewer"];
                /** @description Who supplied the record. */
                retailer?: components["parameters"]["retailer"];
                /** @description Not before. */
                from?: components["parameters"]["from"];
                /** @description Before. */
                until?: components["parameters"]["until"];
                /** @description The order; `-` turns it round. What is equal stays in the order of file and line. */
                sort?: components["parameters"]["sort"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Columns and members as docs/formats/findings.md names them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listRejects: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /**
                 * @description How many items at most.
                 * @example 3
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectPage"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLine: {
        parameters: {
            query: {
                /**
                 * @description A log file, as the review names it.
                 * @example demo/nol/NOL_202404.csv
                 */
                file: components["parameters"]["file"];
                /**
                 * @description A line of it, from 1.
                 * @example 2
                 */
                line: components["parameters"]["line"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a review; of one that was started here, its job.
                 * @example demo
                 */
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The line, of a file that has the same SHA-256 as then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgedLine"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listScopeVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    simulate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getSimulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Only jobs in this state. */
                state?: components["parameters"]["state"];
                /** @description `next` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /**
                 * @description How many items at most.
                 * @example 3
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a job. */
                job: components["parameters"]["job"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    followJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last event that arrived. */
                "Last-Event-ID"?: components["parameters"]["last_event_id"];
            };
            path: {
                /** @description The name of a job. */
                job: components["parameters"]["job"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events `job`, each a Job, until it has ended. A client that was cut off sends Last-Event-ID and misses no change of state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /** @description The name of a job. */
                job: components["parameters"]["job"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will end as soon as it notices. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    runJobAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /** @description The name of a job. */
                job: components["parameters"]["job"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits for its turn. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listCases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    openCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    changeCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    triage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    secondCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    comment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    attach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listDeadlines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    inquire: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getInquiry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    answerInquiry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    openCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    freezePopulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    checkStatement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    rePerform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    decide: {
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
                 *       "registers": "demo",
                 *       "system": "nol",
                 *       "account": "k00123",
                 *       "terminal": "KTD-PC-00001",
                 *       "at": "2024-10-05T03:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description The decision with its reasons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    whoMaySee: {
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
                 *       "registers": "demo",
                 *       "system": "nol",
                 *       "at": "2024-10-05T03:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["WhoMaySeeRequest"];
            };
        };
        responses: {
            /** @description Accounts and the rules that let them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reach"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    maySee: {
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
                 *       "registers": "demo",
                 *       "person": "P000123",
                 *       "at": "2024-10-05T03:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["MaySeeRequest"];
            };
        };
        responses: {
            /** @description Accounts and records. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reach"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    checkPolicies: {
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
                 *       "text": "permit (principal, action, resource) when { context.acount.inForce };"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyText"];
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyCheck"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    formatPolicies: {
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
                 *       "text": "permit(principal,action,resource);"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyText"];
            };
        };
        responses: {
            /** @description The text as it is laid out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormattedPolicies"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    proposePolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    approvePolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A note of C2SP tlog-checkpoint. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            304: components["responses"]["NotModified"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listEntries: {
        parameters: {
            query?: {
                /** @description A pseudonym: the actor, the subject, or who approved. */
                person?: components["parameters"]["entry_person"];
                /** @description A system's code. */
                system?: components["parameters"]["system"];
                /** @description A kind of entry. */
                kind?: components["parameters"]["kind"];
                /** @description Not before. */
                from?: components["parameters"]["from"];
                /** @description Before. */
                until?: components["parameters"]["until"];
                /** @description `next` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /**
                 * @description How many items at most.
                 * @example 3
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The place of an entry in the record.
                 * @example 0
                 */
                index: components["parameters"]["index"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The place of an entry in the record.
                 * @example 0
                 */
                index: components["parameters"]["index"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description c2sp.org/tlog-proof@v1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listExports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            default: components["responses"]["Planned"];
        };
    };
}
