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
        /** Whether it can do its work, without delay: the registers were read. */
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
    "/api/v1/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The names of the systems, as the store knows them now.
         * @description Everybody who works with Sekisho reads of systems; answers name them by their codes.
         */
        get: operations["listSystems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retailers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The names of retailers, as the store knows them now.
         * @description Answers name them by the codes of supply contracts. A code stands for the entity that has it now, whoever had it before; without a row of such codes it is the own code of a retailer or an affiliate.
         */
        get: operations["listRetailers"];
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
        /** Begin to log in: a password, and a card where the connection shows one. */
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
    "/api/v1/session/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a security key has to sign for the next step-up. */
        post: operations["challengeSession"];
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
        /** Prove oneself again before an export, a change of policies, an unmasking, a change of accounts. */
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
    "/api/v1/gate-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's sessions at the gates. */
        get: operations["listGateSessions"];
        put?: never;
        /**
         * Open a session at the gates, for this terminal and this card.
         * @description The answer sets the cookie `__Host-sekisho`, which is for the gates alone. It takes the place of the one
         *     that was opened from the same session before.
         */
        post: operations["openGateSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gate-sessions/{session}": {
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
        delete: operations["endGateSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gate-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The systems behind gates that the caller may go to. */
        get: operations["listGateSystems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gate-systems/{gate_system}/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take one's session at the gates along to the host of a system.
         * @description The answer names an address at that host, which a browser opens. It is good once and for half a minute,
         *     at the terminal and with the card that the session is bound to. A session at the gates is opened where
         *     none goes on.
         */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gate-systems/{gate_system}/entry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Enter the host of a system with a code.
         * @description What a browser opens after `handOver`, at the system's host, which passes `/sekisho/enter` on to here.
         *     The answer sets the cookie `__Host-sekisho` of that host and leads on to the path that was asked for;
         *     where the code is not good, back to the host where one logs in.
         */
        get: operations["enterGateSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was changed of the caller's password, factors and tokens, the newest first. */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{notice}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** That one has seen it. */
        post: operations["acknowledgeNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's cards, tokens and password that run out within 30 days. */
        get: operations["listExpiring"];
        put?: never;
        post?: never;
        delete?: never;
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
        /** Open an enrolment of one's own account, for a password and factors. */
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
        /** Remove a factor that is not the last one. */
        delete: operations["removeFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whose enrolment a code opens, and what they have. */
        post: operations["showEnrolment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password. */
        post: operations["setPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/password/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a password that one thinks of, and how hard it is to guess. */
        post: operations["checkPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/app": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer the secret of an authenticator app, to show once. */
        post: operations["offerApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/app/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol the app with its first code. */
        post: operations["addApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol the ID card that the connection shows. */
        post: operations["addCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the browser asks a security key for. */
        post: operations["offerKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/key/attestation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol the security key with what it answered. */
        post: operations["addKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the enrolment; the person may log in. */
        post: operations["finishEnrolment"];
        delete?: never;
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
        /** Make a token with scopes and an end; it is shown once. */
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
        /** Invite somebody, with their roles. */
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
        /** Change what somebody may do, or disable the account. */
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
        /** Say who somebody is that cannot log in any more: the first of two administrators. */
        post: operations["recoverUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/recovery/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say so as the second one; everything by which the account was entered ends. */
        post: operations["approveRecovery"];
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
        /** See personal data of a thing in plain, for a purpose; the look is recorded. */
        post: operations["unmask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The registers, and how many facts of each are known. */
        get: operations["listRegisters"];
        put?: never;
        post?: never;
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
        /** Everything that was ever known about a code: each version, who recorded it, and what took its place. */
        get: operations["getFact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is recorded for the future, and what that changes for people, their accounts and terminals. */
        get: operations["listComing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, the newest first. */
        get: operations["listImports"];
        put?: never;
        /** Compare uploaded files with what is known: added, ended, corrected, contradicted. Nothing is changed. */
        post: operations["prepareImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/own-system/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare Sekisho's own accounts and roles, as its record tells them, with what the registers know. Nothing is changed. */
        post: operations["prepareOwnImport"];
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
        /** An import, and what it would change. */
        get: operations["getImport"];
        put?: never;
        post?: never;
        /** Forget an import that was not applied. */
        delete: operations["dropImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{import}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare it again, as when the registers changed meanwhile. */
        post: operations["compareImportAgain"];
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
        /** The second person for an import that ends much: somebody else than who prepared it. */
        post: operations["approveImport"];
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
        /** Do what was shown, as one change with a reason. */
        post: operations["applyImport"];
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
        /** Deliveries with their slips, the newest first; `from` and `until`: whose slip covers some of that time. */
        get: operations["listDeliveries"];
        put?: never;
        /** Hand in a log that was uploaded, with its slip. */
        post: operations["handIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/own-system/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in Sekisho's own log of a period: log-ins, looks in plain, exports and acts, as its record tells them. */
        post: operations["handInOwnLog"];
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
    "/api/v1/deliveries/{delivery}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare a delivery with the same log as audit obtained it itself. */
        post: operations["compareCopy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The profiles by which logs are read, with their texts. */
        get: operations["listLogProfiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log-profiles/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a profile on a sample of a log, line by line. Neither is kept. */
        post: operations["checkLogProfile"];
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
        /** Sealed segments, in the order in which they were sealed; `from` and `until`: with accesses of around that time. */
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
        /** Lines of a sealed file, byte for byte. They name people: a purpose comes first. */
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
        /** The uploads of the caller. */
        get: operations["listUploads"];
        put?: never;
        /** Say what file will arrive; nothing of it yet. */
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
        /** Forget an upload. */
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
        /** Other policies over what a review read: what would be denied, and which findings would go. */
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
        /** Cases, filtered and sorted. */
        get: operations["listCases"];
        put?: never;
        /** Gather the findings of a review into cases; again for a later review of the same scope. */
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
        /** A case. */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Assign it, set a date, set the day of awareness. */
        patch: operations["changeCase"];
        trace?: never;
    };
    "/api/v1/cases/{case}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a case is made of: no record and no supplier. */
        get: operations["listCaseFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of a case, the oldest first. */
        get: operations["getCaseHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/v1/cases/{case}/reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a closed case again. */
        post: operations["reopenCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Triage many cases at once: all or none. */
        post: operations["triageMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/second-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check many triages at once: all or none. */
        post: operations["checkMany"];
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
        /** Files of a case. */
        get: operations["listAttachments"];
        put?: never;
        /** Add a file; it is kept encrypted under its hash. */
        post: operations["attach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/attachments/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a case, as it was added. */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
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
        /** The regulators' deadlines (速報, 確報), and what the day of awareness was and is. */
        get: operations["listDeadlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that a report to a regulator went out. */
        post: operations["noteReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due and overdue: cases, deadlines, inquiries, reminders, reviews of emergencies and of looks while Sekisho was down. */
        get: operations["listDue"];
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
    "/api/v1/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inquiries. */
        get: operations["listInquiries"];
        put?: never;
        post?: never;
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
    "/api/v1/inquiries/{inquiry}/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The letter to print, in the language of the request. */
        get: operations["getLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries/{inquiry}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that a reminder was sent. */
        post: operations["remind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries/{inquiry}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw it. */
        post: operations["withdrawInquiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/own-inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller is asked. */
        get: operations["listOwnInquiries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/own-inquiries/{inquiry}/answer": {
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
    "/api/v1/answer-links/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What whoever has a one-time link is asked. */
        get: operations["openLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/answer-links/{link}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer by a one-time link. */
        post: operations["answerLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures that went out, the newest version of each. */
        get: operations["listFigures"];
        put?: never;
        /** Freeze figures of a review that go out, or correct those that went out. */
        post: operations["publishFigure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures/{figure}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of a figure. */
        get: operations["getFigure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many of the contracts seen went to an affiliate within some months; counts, no names. */
        post: operations["countSwitches"];
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
        /** Half-yearly reviews and audits, the newest first. */
        get: operations["listCampaigns"];
        put?: never;
        /** Open a half-yearly review with its cut-off. */
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
        /** Coverage, findings and statements by system. */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frozen files and their hashes. */
        get: operations["listCampaignFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of a campaign, the oldest first. */
        get: operations["getCampaignHistory"];
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
        /** Freeze the population from a review. */
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
    "/api/v1/campaigns/{campaign}/self-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The check by the first line. */
        post: operations["selfCheckStatement"];
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
    "/api/v1/campaigns/{campaign}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve the half-year, in the own place or as a deputy. */
        post: operations["approveCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send systems back (差戻し). */
        post: operations["returnCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read later what a deputy approved (後閲). */
        post: operations["readCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open internal audit's own audit of a half-year. */
        post: operations["openAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits/{campaign}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze audit's own population from its own review. */
        post: operations["freezeAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits/{campaign}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An audit's sample, in the order drawn. */
        get: operations["listSample"];
        put?: never;
        /** Draw the sample by a seed, once. */
        post: operations["drawSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits/{campaign}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What audit says of a line of its sample. */
        post: operations["judgeSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits/{campaign}/re-performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the frozen review again, as a job, and compare byte for byte. */
        post: operations["rePerform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audits/{campaign}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit's report, in the language of the request. */
        get: operations["getAuditReport"];
        put?: never;
        /** Conclude the audit with its own findings (指摘事項). */
        post: operations["reportAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disasters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disasters, the newest first, each with its offices and what is still owed. */
        get: operations["listDisasters"];
        put?: never;
        /** Declare a disaster for one or more offices: with a decision number it is open at once, without one somebody else has to approve each office. */
        post: operations["declareDisaster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disasters/{disaster}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One disaster. */
        get: operations["getDisaster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disasters/{disaster}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of a disaster and its offices, the oldest first. */
        get: operations["getDisasterHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/disasters/{disaster}/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A further office opens the disaster. */
        post: operations["openOffice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openings/{opening}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody else than who declared it stands by it: the office is open. */
        post: operations["approveOpening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openings/{opening}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another end of an office's period, or none; by somebody else than who declared it, or with a decision number. */
        post: operations["extendOpening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openings/{opening}/lifting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift the disaster for an office: grants end after the grace, log-in users and sessions with them. */
        post: operations["liftOpening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pool": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminals and IDs that stand ready for disasters, by office and code. */
        get: operations["listPool"];
        put?: never;
        /** Prepare terminals of the register, and IDs (SYSTEM/ACCOUNT), for an office. */
        post: operations["addToPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pool/{item}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What becomes of a terminal or an ID: checked and ready, missing, retired. */
        post: operations["setPoolState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openings/{opening}/lendings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lend an ID and a terminal to a named helper, in one act: registers, gates and reviews know it at once. With `paper`, what was lent on paper before. */
        post: operations["lend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lendings, the newest first. */
        get: operations["listLendings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One lending. */
        get: operations["getLending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of a lending, the oldest first; what was said in them only to those who look at people in plain. */
        get: operations["getLendingHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/slip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The slip to print: who, which ID, which terminal, until when. It holds no secret. */
        post: operations["printSlip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The one-time code with which the helper enrols in Sekisho's log-in, on a sheet of its own. It is shown once; another one takes a reason and ends the first. */
        post: operations["issueCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/handing-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** That the slip, or the sheet with the code, was handed over, by the caller, to whom, when. */
        post: operations["handOverSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another end of a lending, within its office's period. */
        post: operations["extendLending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The helper's duty ends: so does the grant, after the grace. */
        post: operations["endLending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lendings/{lending}/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** That the ID was deleted in its own system, when and by whom: the proof goes into the record. */
        post: operations["noteDeletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openings/{opening}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Codes of terminals and IDs that came back, typed or scanned, one a line: what came back, what is still out, what does not belong here. */
        post: operations["takeBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-takes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock-takes of pools, the newest first. */
        get: operations["listStockTakes"];
        put?: never;
        /** Codes of everything that is there at an office: what was expected, what is there, what is missing, what does not belong here. */
        post: operations["takeStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/irregularities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was not returned or not deleted in time, what is missing, what paper contradicts: open ones, or all. */
        get: operations["listIrregularities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/irregularities/{irregularity}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an irregularity, with the reason; by the conduct-regulation department. */
        post: operations["closeIrregularity"];
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
    "/.well-known/authzen-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the decision point of the AuthZEN Authorization API 1.0 answers. */
        get: operations["getDecisionPoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether somebody may look, now. */
        post: operations["evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same for several accesses. */
        post: operations["evaluateMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/subject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who may look, now. */
        post: operations["searchSubjects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which systems somebody may use, now. */
        post: operations["searchResources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What somebody may do with something, now. */
        post: operations["searchActions"];
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
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may do what in Sekisho, as its own policies say. */
        get: operations["listRoles"];
        put?: never;
        post?: never;
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
        /** The policies in force, and the sets that come. */
        get: operations["listPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who put which policies into force, on whose approval. */
        get: operations["listPolicySets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-sets/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A set as it was, whatever is in force now. */
        get: operations["getPolicySet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drafts of policies, whatever became of them. */
        get: operations["listPolicyDrafts"];
        put?: never;
        /** Draft a change of the policies; it is checked and tested at once. */
        post: operations["draftPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A draft: what it changes, what is wrong with it, its files. */
        get: operations["getPolicyDraft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a draft, or one that was returned. */
        patch: operations["revisePolicies"];
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change of a draft would come to: its errors and its tests. Nothing is kept. */
        post: operations["tryPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose a draft that has no errors and passes its tests. */
        post: operations["proposePolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what others propose (決裁), in the own place or as a deputy. */
        post: operations["approvePolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a proposal back (差戻し), or one that is to come into force later. */
        post: operations["returnPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read later what a deputy approved (後閲). */
        post: operations["readPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/application": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a set into force: at once, or from an instant to come. */
        post: operations["applyPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a draft that is not in force. */
        post: operations["withdrawPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-drafts/{draft}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of a draft, the oldest first. */
        get: operations["getPolicyDraftHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Emergencies for which the glass was to be broken, whatever became of them. */
        get: operations["listEmergencies"];
        put?: never;
        /**
         * Ask that one of the company's own staff may use an account without a right to it (break-glass).
         * @description It begins when somebody else has approved it, ends by itself, and every look under it names the rule `break-glass`.
         */
        post: operations["askForEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An emergency. */
        get: operations["getEmergency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve it (決裁), or give the number of the company's own decision: it is in force at once. */
        post: operations["startEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse one that waits (差戻し). */
        post: operations["refuseEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it before its time. */
        post: operations["endEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what its looks were, once it is over (事後確認). */
        post: operations["reviewEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was looked at under it through a gate. */
        get: operations["listEmergencyLooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergencies/{emergency}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of it, the oldest first. */
        get: operations["getEmergencyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How each system fails when Sekisho itself is down: drafts, what holds, what held. */
        get: operations["listOutagePlans"];
        put?: never;
        /** Draft how a system fails. A system for which nothing was declared is closed. */
        post: operations["draftOutagePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-plans/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them. */
        get: operations["getOutagePlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-plans/{plan}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve it (決裁), or give the number of the company's own decision: it takes the place of the one before. */
        post: operations["startOutagePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-plans/{plan}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse one that waits (差戻し). */
        post: operations["refuseOutagePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-plans/{plan}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each step of it, the oldest first. */
        get: operations["getOutagePlanHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Looks that a gate let through while nobody confirmed its facts, judged again by what is known now. */
        get: operations["listOutageLooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outage-looks/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what some of these looks were (事後確認). */
        post: operations["reviewOutageLooks"];
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
        /** Files that were frozen to go out, with their approval numbers, and drafts of papers. */
        get: operations["listExports"];
        put?: never;
        /** Freeze findings of a review, or a published figure, as a file that goes out on an approval. */
        post: operations["freezeExport"];
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
        /** The frozen file, the same bytes each time; each fetch is recorded. */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A paper of a review (docs/reports.md), frozen as an export: on an approval, or as a draft that says so on every page. */
        post: operations["makeReport"];
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
        /** @description Section 9 of the AuthZEN Authorization API 1.0. */
        DecisionPoint: {
            policy_decision_point: string;
            access_evaluation_endpoint: string;
            access_evaluations_endpoint?: string;
            search_subject_endpoint?: string;
            search_resource_endpoint?: string;
            search_action_endpoint?: string;
        };
        AuthzenDecision: {
            decision: boolean;
            /** @description Why, what has to be masked, and the number of the entry in the record. */
            context?: {
                /** @description The entry of the record; the person who is refused names it to the desk. */
                id?: string;
                reason_admin?: components["schemas"]["AuthzenReason"];
                reason_user?: components["schemas"]["AuthzenReason"];
                /** @description The policies that permit, or the clauses that failed. */
                reasons?: string[];
                /** @description `mask`: the mask of each field, and of all others. */
                obligations?: Record<string, never>;
                policy_set?: string;
                facts_revision?: string;
                /** @description Of one of several evaluations that could not be asked. */
                error?: Record<string, never>;
            };
        };
        AuthzenReason: {
            en?: string;
            ja?: string;
        };
        /** @description `evaluations`; or as one evaluation, where the request has none. */
        AuthzenDecisions: {
            evaluations?: components["schemas"]["AuthzenDecision"][];
            decision?: boolean;
            context?: Record<string, never>;
        };
        AuthzenResults: {
            results: {
                type?: string;
                id?: string;
                name?: string;
            }[];
            page: {
                next_token: string;
                count?: number;
                total?: number;
            };
        };
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
            /**
             * @description Of step-up-needed: the purpose of the proof that is lacking.
             * @enum {string}
             */
            purpose?: "export" | "policy-change" | "unmask" | "account";
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
        LoginRequest: {
            login_name: string;
            password: string;
        };
        /** @description What a browser gives for WebAuthn, each in base64url. */
        Assertion: {
            credential: string;
            client_data: string;
            authenticator_data: string;
            signature: string;
        };
        /** @description `code` of an app, or `assertion`; neither: the card that the connection shows. */
        FactorRequest: {
            login: string;
            code?: string;
            assertion?: components["schemas"]["Assertion"];
        };
        /** @description As FactorRequest; a code and a card come with the password. */
        StepUpRequest: {
            /** @enum {string} */
            purpose: "export" | "policy-change" | "unmask" | "account";
            password?: string;
            code?: string;
            assertion?: components["schemas"]["Assertion"];
        };
        LoginStep: {
            /** @enum {string} */
            state: "logged-in" | "second-factor";
            session?: components["schemas"]["OwnSession"];
            /** @description Of second-factor: names this log-in. */
            login?: string;
            kinds?: ("card" | "webauthn" | "totp")[];
            challenge?: string;
            credentials?: string[];
            ends?: components["schemas"]["Time"];
        };
        Challenge: {
            challenge: string;
            credentials: string[];
            relying_party: string;
            user?: string;
        };
        OwnSession: {
            session: string;
            /** @description A pseudonym of the record. */
            user: string;
            roles: string[];
            begun: components["schemas"]["Time"];
            ends: components["schemas"]["Time"];
            /** @enum {string} */
            factor: "card" | "webauthn" | "totp";
            must_change_password: boolean;
            /** @description Purposes that were proved anew, and until when. */
            fresh: Record<string, never>;
            /** @description Changes of the account that its owner did not acknowledge. */
            notices: number;
            /** @description Cards, tokens and passwords that run out soon. */
            expiring: number;
            /** @description What their roles may do with which kinds of things, by the policies of the office and as scopes of tokens name it (`view.review`): with the thing at best, after a fresh proof, for a stated purpose, or in somebody's place. */
            acts: string[];
            /** @description Of made-up data: where a guide through it leads. No real installation has one. */
            guide?: {
                /** @description The review before a register was corrected. */
                before: string;
                /** @description The review after that. */
                after: string;
                /** @description The corrected registers, a data set. */
                registers: string;
                /** @description Of a line whose accusation was withdrawn. */
                system: string;
                time: string;
                file: string;
                line: string;
            };
        };
        Notice: {
            notice: string;
            /** @enum {string} */
            kind: "password" | "password-known" | "factor-added" | "factor-removed" | "token-made" | "recovery-begun" | "recovered";
            time: components["schemas"]["Time"];
            /** @enum {string} */
            factor?: "card" | "webauthn" | "totp";
            /** @description Of the factor or token. */
            name?: string;
            /** @description Whoever did it, a pseudonym of the record. Without: the server found out. */
            by?: string;
            by_login_name?: string;
            /** @description The address that they spoke from. */
            source?: string;
            acknowledged?: components["schemas"]["Time"];
        };
        NoticeList: {
            items: components["schemas"]["Notice"][];
            total: number;
            next?: string;
        };
        ExpiringList: {
            items: {
                /** @enum {string} */
                kind: "card" | "token" | "password";
                /** @description Of a factor or a token. */
                id?: string;
                name?: string;
                ends: components["schemas"]["Time"];
            }[];
        };
        PasswordCheck: {
            faults: {
                /** @enum {string} */
                fault: "too-short" | "too-long" | "not-text" | "known" | "own-name" | "same";
                ja: string;
                en: string;
            }[];
            /**
             * @description A hint; it refuses nothing.
             * @enum {string}
             */
            strength: "weak" | "fair" | "good" | "strong";
        };
        SessionList: {
            items: {
                session: string;
                begun: components["schemas"]["Time"];
                last_used: components["schemas"]["Time"];
                ends: components["schemas"]["Time"];
                factor: string;
                source: string;
                /** @description Whether it is the one that asks. */
                own: boolean;
            }[];
        };
        GateSession: {
            session: string;
            /** @description The code of the person in the registers. */
            person: string;
            /** @description The number of the terminal that it is bound to. */
            terminal: string;
            begun: components["schemas"]["Time"];
            last_used: components["schemas"]["Time"];
            ends: components["schemas"]["Time"];
            /** @description Whether it was opened from the session that asks. */
            own: boolean;
        };
        GateSystem: {
            /** @description The system's code. */
            system: string;
            /** @description As the registers have it; empty where they do not know the system. */
            name: string;
            /** @description The host at which browsers open it. */
            address: string;
        };
        GateSystemList: {
            items: components["schemas"]["GateSystem"][];
        };
        HandOverRequest: {
            /** @description Where to go on at the system's host: a path, with or without a query. */
            path: string;
        };
        HandOver: {
            address: string;
        };
        GateSessionList: {
            items: components["schemas"]["GateSession"][];
        };
        Factor: {
            factor: string;
            /** @enum {string} */
            kind: "card" | "webauthn" | "totp";
            name: string;
            enrolled: components["schemas"]["Time"];
            last_used?: components["schemas"]["Time"];
        };
        FactorList: {
            items: components["schemas"]["Factor"][];
        };
        EnrolmentCode: {
            code: string;
            ends: components["schemas"]["Time"];
        };
        CodeRequest: {
            code: string;
        };
        PasswordRequest: {
            code: string;
            password: string;
        };
        AppRequest: {
            code: string;
            name: string;
            app_code: string;
        };
        NamedFactorRequest: {
            code: string;
            name: string;
        };
        KeyRequest: {
            code: string;
            name: string;
            client_data: string;
            attestation_object: string;
        };
        Enrolment: {
            login_name: string;
            factors: components["schemas"]["Factor"][];
            /** @description That may be enrolled here. */
            kinds: ("card" | "webauthn" | "totp")[];
            passwords: {
                min_characters: number;
                /** @description `nist-sp-800-63b`, or `periodic-90` where a password holds 90 days. */
                profile: string;
                ja: string;
                en: string;
            };
        };
        AppOffer: {
            secret: string;
            uri: string;
        };
        TokenRequest: {
            name: string;
            /** @description Actions of docs/roles.md: `view`, `view.review`. */
            scopes: string[];
            days: number;
        };
        Token: {
            /** @description Its id, which opens nothing. */
            token: string;
            name: string;
            scopes: string[];
            created: components["schemas"]["Time"];
            ends: components["schemas"]["Time"];
            last_used?: components["schemas"]["Time"];
        };
        TokenList: {
            items: components["schemas"]["Token"][];
        };
        NewToken: {
            /** @description `ska_…`, for `Authorization: Bearer`. */
            secret: string;
            token: string;
            ends?: components["schemas"]["Time"];
        };
        UserRequest: {
            login_name: string;
            /** @description Their code in the registers. */
            person: string;
            roles: string[];
            /** @description Of the decision. */
            number: string;
            /** @enum {string} */
            employer?: "operator" | "affiliate" | "affiliate-it" | "contractor" | "assessor";
            administers?: string[];
            approves?: boolean;
            /** Format: date-time */
            assignment_ends?: string;
        };
        UserChange: {
            number: string;
            /** @enum {string} */
            state?: "disabled";
            roles?: string[];
            /** @enum {string} */
            employer?: "operator" | "affiliate" | "affiliate-it" | "contractor" | "assessor";
            administers?: string[];
            deputies?: string[];
            approves?: boolean;
            /** Format: date-time */
            assignment_ends?: string;
        };
        User: {
            user: string;
            login_name: string;
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            employer: string;
            roles: string[];
            administers: string[];
            approves: boolean;
            deputies: string[];
            assignment_ends?: components["schemas"]["Time"];
            last_login?: components["schemas"]["Time"];
        };
        UserList: {
            items: components["schemas"]["User"][];
        };
        Invitation: {
            user: string;
            code: string;
            ends: components["schemas"]["Time"];
        };
        RecoveryRequest: {
            number: string;
        };
        Recovery: {
            recovery: string;
        };
        RecoveryApproval: {
            recovery: string;
        };
        UnmaskRequest: {
            /** @enum {string} */
            thing: "review" | "case" | "register" | "delivery" | "grant" | "emergency" | "outage-plan";
            /** @description Of a register its name or that of an import; `all` for questions that several registers answer, or for lists of cases and inquiries. */
            id: string;
            purpose: string;
        };
        Unmasking: {
            unmasking: string;
            ends: components["schemas"]["Time"];
            entry: components["schemas"]["Count"];
        };
        DataSets: {
            registers: components["schemas"]["Name"][];
            logs: components["schemas"]["Name"][];
            policies: components["schemas"]["Name"][];
        };
        System: {
            /** @description The system's code. */
            system: string;
            /** @description As the register of systems has it. */
            name: string;
        };
        SystemList: {
            items: components["schemas"]["System"][];
        };
        Retailer: {
            /** @description The code, as supply contracts have it. */
            retailer: string;
            /** @description As the register of entities has it. */
            name: string;
        };
        RetailerList: {
            items: components["schemas"]["Retailer"][];
        };
        UploadRequest: {
            /** @description A path below the delivery or the registers, such as nol/nol_2024-10.csv. */
            name: string;
            bytes: number;
            /** @description Of the whole file, hexadecimal. */
            sha256: string;
        };
        Upload: {
            upload: components["schemas"]["Name"];
            name: string;
            bytes: components["schemas"]["Count"];
            sha256: string;
            offset: components["schemas"]["Count"];
            complete: boolean;
            expires: components["schemas"]["Time"];
        };
        UploadList: {
            items: components["schemas"]["Upload"][];
        };
        Slip: {
            upload: components["schemas"]["Name"];
            system: string;
            /** @description Who extracted the log. */
            extracted_by: string;
            /** @description By which it was extracted. */
            query: string;
            /** @description RFC 3339 or a date of Japan. */
            from: string;
            until: string;
            /** @description Records at the source. */
            counted: number;
            /** @description Of the file, at the source. */
            sha256: string;
            /** @description The delivery of the same name whose place it takes. */
            corrects?: string;
        };
        OwnLogRequest: {
            /** @description RFC 3339 or a date of Japan. */
            from: string;
            /** @description Past, like all of the period. */
            until: string;
        };
        HandedIn: {
            delivery: components["schemas"]["Delivery"];
            job: components["schemas"]["Name"];
        };
        CopyRequest: {
            upload: components["schemas"]["Name"];
        };
        Delivery: {
            delivery: string;
            revision: components["schemas"]["Count"];
            /** @enum {string} */
            state: "receiving" | "archived" | "known" | "refused";
            slip: {
                system: string;
                file: string;
                extracted_by: string;
                query: string;
                from: components["schemas"]["Time"];
                until: components["schemas"]["Time"];
                counted: components["schemas"]["Count"];
                sha256: string;
                corrects?: string;
            };
            profile: string;
            received?: {
                sha256: string;
                bytes: components["schemas"]["Count"];
                lines: components["schemas"]["Count"];
                records: components["schemas"]["Count"];
                rejects: components["schemas"]["Count"];
                /** @description The first access. */
                from?: components["schemas"]["Time"];
                /** @description Behind the last one. */
                until?: components["schemas"]["Time"];
                segment?: string;
            };
            /** @description The delivery that has the same bytes. */
            same_as?: string;
            corrected_by?: string;
            /** @enum {string} */
            refusal?: "hash" | "damaged" | "layout" | "name" | "corrects" | "not-read";
            detail?: string;
            handed_in_by: string;
            handed_in_at: components["schemas"]["Time"];
            differences?: {
                /** @enum {string} */
                kind: "count" | "period" | "rejects" | "overlap" | "corrects";
                /** @description With which; of overlap and corrects. */
                delivery?: string;
                /** @description A count, or a bound of the period. */
                stated?: unknown;
                /** @description A count, or the access that is beyond it; of overlap, the seconds that both cover. */
                found?: unknown;
            }[];
            copies?: {
                sha256: string;
                bytes: components["schemas"]["Count"];
                lines: components["schemas"]["Count"];
                /** @description Lines that the copy has not. */
                only_delivered: components["schemas"]["Count"];
                only_copy: components["schemas"]["Count"];
                /** @description Where other bytes are kept. */
                segment?: string;
                obtained_by: string;
                obtained_at: components["schemas"]["Time"];
            }[];
        };
        DeliveryPage: {
            items: components["schemas"]["Delivery"][];
            total?: components["schemas"]["Count"];
            next?: string;
        };
        LogProfileList: {
            items: {
                /** @description The name of its file. */
                profile: string;
                title: string;
                system: string;
                /** @description Which files it reads: patterns below the logs. */
                files: string[];
                /** @description Of its text; a review names it. */
                sha256: string;
                fields: {
                    field: string;
                    /** @description Which value of a record it is taken from. */
                    from: string;
                }[];
                /** @description As docs/formats/log-profile.md has it. */
                text: string;
            }[];
        };
        LogProfileCheckRequest: {
            /** @description The text of a profile. */
            profile: string;
            /** @description Bytes of a log as they stand: at most 1 MiB. */
            sample: string;
            /** @description So many are explained, 100 without it; all are counted. */
            lines?: number;
        };
        /** @description `check` or `trouble`. */
        LogProfileCheck: {
            check?: {
                /** @description The system. */
                what: string;
                /** @description Which value of a record each field is taken from. */
                mapping: Record<string, never>;
                lines: components["schemas"]["Count"];
                header_lines: components["schemas"]["Count"];
                understood_lines: components["schemas"]["Count"];
                rejected_lines: components["schemas"]["Count"];
                /** @description Of the sample as a whole. */
                problems: {
                    kind: string;
                    message: string;
                    help: string;
                }[];
                explained: {
                    line: number;
                    lines: components["schemas"]["Count"];
                    understood: boolean;
                    /** @description Of a line that was understood. */
                    fields?: Record<string, never>;
                    /** @description Of one that was not. */
                    reason?: string;
                    detail?: string;
                    help?: string;
                }[];
            };
            trouble?: {
                message: string;
                help: string;
                /** @description Of the profile; 0: not known. */
                line: number;
                column: number;
            };
        };
        SegmentPage: {
            items: {
                segment: string;
                entry: components["schemas"]["Count"];
                system: string;
                file: string;
                lines: components["schemas"]["Count"];
                events?: components["schemas"]["Count"];
                rejects?: components["schemas"]["Count"];
                bytes: components["schemas"]["Count"];
                hash: string;
                /** @description SHA-256 of the file as it was received. */
                received?: string;
                from?: components["schemas"]["Time"];
                until?: components["schemas"]["Time"];
                /** @enum {string} */
                state: "there" | "erased" | "missing";
            }[];
            total?: components["schemas"]["Count"];
            next?: string;
        };
        Statement: {
            register: string;
            /** @description Null: always. */
            from: unknown;
            /** @description Null: still. */
            until: unknown;
            /** @description By their names in docs/formats/registers.md. */
            fields: Record<string, never>;
        };
        RegisterList: {
            change: components["schemas"]["Count"];
            items: {
                register: string;
                facts: components["schemas"]["Count"];
                fields: string[];
            }[];
        };
        FactPage: {
            as_of: components["schemas"]["Time"];
            change: components["schemas"]["Count"];
            total: components["schemas"]["Count"];
            facts: {
                fact: number;
                says: components["schemas"]["Statement"];
            }[];
            supply: components["schemas"]["Statement"][];
            next?: string;
        };
        FactHistory: {
            facts: {
                fact: number;
                profile: string;
                says: components["schemas"]["Statement"];
                /** @description The change that recorded it. */
                recorded: unknown;
                /** @description The change since which it is not what is known; null: none. */
                superseded: unknown;
            }[];
            supply: components["schemas"]["Statement"][];
        };
        ComingPage: {
            facts_revision: string;
            total: components["schemas"]["Count"];
            items: {
                at: components["schemas"]["Time"];
                /** @enum {string} */
                event: "begins" | "ends";
                fact: number;
                /** @description The order (発令) that it comes from: number, first, kind, effective. */
                order?: Record<string, never>;
                says: components["schemas"]["Statement"];
            }[];
            effects: {
                at: components["schemas"]["Time"];
                person: string;
                /** @description Whose verdict changes: system, account, before, after. */
                accounts: Record<string, never>[];
                /** @description Accounts in force still, though nothing permits them then. */
                stays_open: string[];
                /** @description That they keep at that time. */
                terminals: string[];
                sessions: components["schemas"]["Count"];
            }[];
            not_compared: components["schemas"]["Count"];
            next?: string;
        };
        ImportRequest: {
            /** @description Complete ones; they are the import's from then on. */
            uploads: components["schemas"]["Name"][];
            /** @description When facts end whose row is absent; without it, today. */
            effective?: string;
        };
        ImportApproval: {
            /** @description The number of a decision (決裁番号), or empty. */
            approval: string;
        };
        ApplyRequest: {
            /** @description It stays in the record for ever, so name nobody in it. */
            reason: string;
            /** @description The number of a decision that was taken in the company's own workflow. */
            approval?: string;
        };
        Import: {
            import: components["schemas"]["Name"];
            /** @enum {string} */
            state: "comparing" | "shown" | "applying" | "applied" | "failed";
            caller: string;
            prepared: components["schemas"]["Time"];
            job: string;
            effective?: string;
            error?: string;
            /** @description The error in Japanese where that is known. */
            error_ja?: string;
            files: Record<string, never>[];
            /** @description What was known when it was compared. */
            base?: string;
            /** @description Of what was shown. */
            hash?: string;
            nothing?: boolean;
            second_person?: boolean;
            /** @description Why a second person is needed. */
            grounds?: string[];
            /** @description The same in Japanese. */
            grounds_ja?: string[];
            approved_by?: string;
            approval?: string;
            change?: number;
            entry?: components["schemas"]["Count"];
            /** @description Counts by register, and the first steps, contradictions and rows that cannot be read. */
            preview?: Record<string, never>;
        };
        ImportPage: {
            items: components["schemas"]["Import"][];
            next?: string;
        };
        /** @description Of `logs` or of the archive. */
        ReviewRequest: {
            /** @description A data set of register files; without it, the store. */
            registers?: components["schemas"]["Name"];
            /** @description A data set of logs. */
            logs?: components["schemas"]["Name"];
            /** @description Of the archive: of each name what was sealed last. */
            archive?: boolean;
            /** @description A review that kept something: only logs are read on which something may differ, and the difference is said with its cause. */
            since?: components["schemas"]["Name"];
            /** @description Write what a later review can go on from; one with `since` always does. */
            keep?: boolean;
            /** @description Also judge every look by what the store knew at its own instant. */
            verdicts?: boolean;
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
        ScopeVersionPage: {
            items: {
                review: components["schemas"]["Name"];
                /** @description The review of the first version. */
                scope: components["schemas"]["Name"];
                version: number;
                /** @description The review that it goes on from. */
                before?: components["schemas"]["Name"];
                /** @description The name of its inputs. */
                id: string;
                started: string;
                ended: string;
                /** @description Against the one before, by the inputs that made the difference. */
                causes: {
                    cause: string;
                    withdrawn: components["schemas"]["Count"];
                    added: components["schemas"]["Count"];
                    changed: components["schemas"]["Count"];
                }[];
            }[];
            total: components["schemas"]["Count"];
            next?: string;
        };
        SimulationRequest: {
            /** @description A data set of policies. */
            policies: components["schemas"]["Name"];
            /** @description A review that kept something: of its time, logs and registers. */
            review: components["schemas"]["Name"];
        };
        Simulation: {
            policies: components["schemas"]["Name"];
            review: components["schemas"]["Name"];
            shows: {
                policy_set_hash: string;
                files: components["schemas"]["Count"];
                /** @description That did not have to be read again. */
                files_kept: components["schemas"]["Count"];
                /** @description Findings that would come: what would be denied, or doubted. */
                added: components["schemas"]["Count"];
                /** @description Findings that would go. */
                withdrawn: components["schemas"]["Count"];
                changed: components["schemas"]["Count"];
                days: {
                    /** @description In the time of the log. */
                    day: string;
                    /** @description Where the account's holder worked; empty: it is not known. */
                    department: string;
                    added: components["schemas"]["Count"];
                    withdrawn: components["schemas"]["Count"];
                    changed: components["schemas"]["Count"];
                }[];
                /** @description In what the inputs differ. */
                inputs: string[];
                examples: {
                    /** @enum {string} */
                    change: "added" | "withdrawn" | "changed";
                    file: string;
                    line: number;
                    system: string;
                    disposition_before: string;
                    disposition_now: string;
                    reason_before: string;
                    reason_now: string;
                }[];
            };
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
            /** @description Of all of them, whatever is asked for. */
            reasons: {
                reason: string;
                lines: components["schemas"]["Count"];
            }[];
            items: components["schemas"]["Reject"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        Job: {
            job: components["schemas"]["Name"];
            /** @enum {string} */
            kind: "review" | "import-preview" | "import" | "re-performance" | "delivery" | "delivery-copy" | "simulation" | "report";
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
            /** @description Of a review that runs: how many it has found so far. */
            findings?: number;
            seconds_left?: components["schemas"]["Count"];
            error?: string;
            /** @description Where the result is. */
            result?: string;
        };
        JobPage: {
            items: components["schemas"]["Job"][];
            next?: string;
        };
        Case: {
            case: string;
            revision: components["schemas"]["Count"];
            scope: string;
            review: string;
            route: string;
            viewer?: string;
            holder?: string;
            account?: string;
            /** @enum {string} */
            state: "open" | "triaged" | "closed" | "withdrawn";
            /** @enum {string} */
            outcome?: "real" | "explained" | "rule-wrong" | "register-wrong";
            triaged_by?: string;
            checked_by?: string;
            assignee?: string;
            due?: string;
            aware_at?: components["schemas"]["Time"];
            wrongful_purpose?: boolean;
            findings: components["schemas"]["Count"];
            first?: components["schemas"]["Time"];
            last?: components["schemas"]["Time"];
            opened?: components["schemas"]["Time"];
        };
        CasePage: {
            items: components["schemas"]["Case"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        CaseList: {
            items: components["schemas"]["Case"][];
        };
        GatherRequest: {
            scope: string;
            review: components["schemas"]["Name"];
        };
        Gathered: {
            opened: components["schemas"]["Count"];
            changed: components["schemas"]["Count"];
            unchanged: components["schemas"]["Count"];
            findings_added: components["schemas"]["Count"];
            findings_taken: components["schemas"]["Count"];
            cases: string[];
        };
        CaseChange: {
            assignee?: string;
            due?: string;
            awareness?: components["schemas"]["AwarenessRequest"];
        };
        AwarenessRequest: {
            /** @description RFC 3339 or a date and time of Japan. */
            at: string;
            wrongful_purpose?: boolean;
            reason: string;
        };
        CaseFinding: {
            file: string;
            line: components["schemas"]["Count"];
            time: components["schemas"]["Time"];
            system: string;
            account: string;
            holder?: string;
            viewer?: string;
            certainty?: string;
            route?: string;
            disposition: string;
        };
        CaseFindingPage: {
            items: components["schemas"]["CaseFinding"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        Step: {
            revision: components["schemas"]["Count"];
            time: components["schemas"]["Time"];
            by: string;
            what: string;
            sha256: string;
            content: Record<string, never>;
        };
        History: {
            items: components["schemas"]["Step"][];
            /** @description Whether each step has the hash that it says and names the one before. */
            intact: boolean;
        };
        TriageRequest: {
            /** @enum {string} */
            outcome: "real" | "explained" | "rule-wrong" | "register-wrong";
            reason: string;
        };
        CheckRequest: {
            agrees: boolean;
            reason?: string;
        };
        ReasonRequest: {
            reason: string;
        };
        SeenCase: {
            case: string;
            revision?: components["schemas"]["Count"];
        };
        TriagesRequest: {
            cases: components["schemas"]["SeenCase"][];
            /** @enum {string} */
            outcome: "real" | "explained" | "rule-wrong" | "register-wrong";
            reason: string;
        };
        ChecksRequest: {
            cases: components["schemas"]["SeenCase"][];
            agrees: boolean;
            reason?: string;
        };
        CommentRequest: {
            text: string;
        };
        AttachmentRequest: {
            name: string;
            media: string;
            content: string;
        };
        Attachment: {
            name: string;
            media: string;
            bytes: components["schemas"]["Count"];
            sha256: string;
        };
        AttachmentList: {
            items: components["schemas"]["Attachment"][];
        };
        Deadline: {
            rule: string;
            title: string;
            title_ja: string;
            basis: string;
            /** @description By the legal department; if not, 法務確認要. */
            confirmed: boolean;
            aim?: string;
            due: string;
            calendar_known: boolean;
            /** @enum {string} */
            state: "running" | "overdue" | "done" | "done-late";
            reported_on?: string;
            reference?: string;
        };
        DeadlineList: {
            items: components["schemas"]["Deadline"][];
            /** @description Each time the day of awareness was set, the oldest first. */
            awareness: components["schemas"]["Step"][];
        };
        ReportRequest: {
            rule: string;
            day: string;
            reference: string;
        };
        Due: {
            /** @enum {string} */
            kind: "case" | "deadline" | "inquiry" | "emergency" | "outage-looks";
            due: string;
            overdue: boolean;
            case?: string;
            inquiry?: string;
            deadline?: components["schemas"]["Deadline"];
            /** @description A reminder of the inquiry is to be sent. */
            remind?: boolean;
            /** @description One whose looks are to be reviewed. */
            emergency?: string;
            looks?: components["schemas"]["Count"];
        };
        DueList: {
            items: components["schemas"]["Due"][];
        };
        InquiryRequest: {
            /** @enum {string} */
            to: "manager" | "contractor" | "affiliate-desk";
            addressee: string;
            subject: string;
            question: string;
            due: string;
            /** @description Who answers as a user; without one, a one-time link is made. */
            user?: string;
            from?: string;
            until?: string;
        };
        Look: {
            time: components["schemas"]["Time"];
            system: string;
        };
        Inquiry: {
            inquiry: string;
            revision: components["schemas"]["Count"];
            case: string;
            /** @enum {string} */
            to: "manager" | "contractor" | "affiliate-desk";
            addressee: string;
            subject: string;
            question: string;
            due: string;
            /** @enum {string} */
            state: "open" | "answered" | "withdrawn";
            by_link?: boolean;
            user?: string;
            asked?: components["schemas"]["Time"];
            reminders?: components["schemas"]["Count"];
            answer?: string;
            answered_by?: string;
            answered?: components["schemas"]["Time"];
            looks: components["schemas"]["Look"][];
        };
        InquiryAsked: {
            inquiry: components["schemas"]["Inquiry"];
            /** @description The secret of the one-time link: shown now and never again. */
            link?: string;
            letter?: string;
            letter_ja?: string;
        };
        InquiryPage: {
            items: components["schemas"]["Inquiry"][];
            next?: string;
        };
        InquiryList: {
            items: components["schemas"]["Inquiry"][];
        };
        LinkedInquiry: {
            inquiry: string;
            addressee?: string;
            subject: string;
            question: string;
            due: string;
            looks: components["schemas"]["Look"][];
        };
        AnswerRequest: {
            text: string;
        };
        LinkAnswerRequest: {
            name: string;
            text: string;
        };
        Answered: {
            inquiry: string;
            /** @enum {string} */
            state: "answered";
        };
        FigureRequest: {
            figure: components["schemas"]["Name"];
            title: string;
            /** @description An organisation, never a person. */
            recipient: string;
            review: components["schemas"]["Name"];
            /** @description Of the scope: `total`, a system, a route. */
            part: string;
            /** @description Names of docs/formats/scope.md. */
            counts: string[];
            approval: string;
            /** @description Of a correction. */
            reason?: string;
        };
        Figure: {
            figure: string;
            version: components["schemas"]["Count"];
            title: string;
            recipient: string;
            review: string;
            run_sha256: string;
            part: string;
            counts: Record<string, never>;
            difference: Record<string, never>;
            approval: string;
            approved_by?: string;
            reason?: string;
            published_by: string;
            published: components["schemas"]["Time"];
        };
        FigureList: {
            items: components["schemas"]["Figure"][];
        };
        SwitchesRequest: {
            review: components["schemas"]["Name"];
            registers: components["schemas"]["Name"];
            /** @description Of the calendar, after a look. */
            months: number;
        };
        SwitchCount: {
            name?: string;
            contracts: components["schemas"]["Count"];
            switched: components["schemas"]["Count"];
        };
        Switches: {
            months: components["schemas"]["Count"];
            total: components["schemas"]["SwitchCount"];
            systems: components["schemas"]["SwitchCount"][];
            routes: components["schemas"]["SwitchCount"][];
        };
        CampaignRequest: {
            fiscal_year: number;
            /** @description 1: April to September; 2: October to March. */
            half: number;
            cut_off: string;
        };
        OpeningRequest: {
            office: string;
            /** @description without it, from now on */
            from?: string;
            /** @description without it, until it is lifted */
            until?: string;
            /** @description where helpers may look: two digits of a supply area (01 to 10), or the beginning of an address; none: everywhere */
            areas: string[];
            systems: string[];
            number?: string;
        };
        DisasterRequest: {
            name: string;
            /** @description of the decision (決裁番号), for all offices that name none */
            number?: string;
            openings: components["schemas"]["OpeningRequest"][];
        };
        Opening: {
            opening: string;
            disaster: string;
            /** @description as the register of disasters has it */
            code: string;
            office: string;
            /** @enum {string} */
            state: "proposed" | "coming" | "open" | "ending" | "over";
            from: components["schemas"]["Time"];
            until?: components["schemas"]["Time"];
            /** @description where helpers may look; none: everywhere */
            areas: string[];
            systems: string[];
            declared_by: string;
            declared: components["schemas"]["Time"];
            approved_by?: string;
            number?: string;
            lifted?: components["schemas"]["Time"];
            lifted_by?: string;
            lifting_reason?: string;
            lent: components["schemas"]["Count"];
            not_returned: components["schemas"]["Count"];
            not_deleted: components["schemas"]["Count"];
            irregularities: components["schemas"]["Count"];
        };
        Disaster: {
            disaster: string;
            revision: components["schemas"]["Count"];
            name: string;
            declared_by: string;
            declared: components["schemas"]["Time"];
            openings: components["schemas"]["Opening"][];
            /** @description that are open */
            irregularities: number;
        };
        DisasterPage: {
            items: components["schemas"]["Disaster"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        OpeningApprovalRequest: {
            number?: string;
        };
        ExtensionRequest: {
            /** @description empty: open-ended, which only an office's period can be */
            until?: string;
            reason: string;
            number?: string;
        };
        LiftingRequest: {
            reason: string;
            /** @description in which what is under way may be finished; without it, as policies/disasters.toml has it */
            grace_minutes?: number;
        };
        PoolRequest: {
            office: string;
            terminals?: string[];
            accounts?: string[];
        };
        PoolItem: {
            item: string;
            /** @enum {string} */
            kind: "terminal" | "account";
            code: string;
            office: string;
            /** @enum {string} */
            state: "ready" | "lent" | "to-check" | "missing" | "retired";
            since: components["schemas"]["Time"];
            reason?: string;
            /** @description the last one */
            lending?: string;
        };
        PoolPage: {
            items: components["schemas"]["PoolItem"][];
            total: components["schemas"]["Count"];
            next?: string;
            counts: components["schemas"]["PoolCounts"];
        };
        PoolCounts: {
            ready: components["schemas"]["Count"];
            lent: components["schemas"]["Count"];
            to_check: components["schemas"]["Count"];
            missing: components["schemas"]["Count"];
            retired: components["schemas"]["Count"];
        };
        PoolAnswer: {
            added: components["schemas"]["PoolItem"][];
            refused: components["schemas"]["PoolRefusal"][];
        };
        PoolRefusal: {
            code: string;
            reason: string;
            reason_ja: string;
        };
        PoolStateRequest: {
            /** @enum {string} */
            state: "ready" | "missing" | "retired";
            reason: string;
        };
        LendingRequest: {
            terminal: string;
            account: string;
            /** @description their code in the registers; without it they get one */
            person?: string;
            name: string;
            kana?: string;
            /** @description the code of their company */
            employer: string;
            /** @description under which a contractor's people come (非常災害対応の業務委託) */
            contract?: string;
            /** @description 派遣 */
            dispatch?: string;
            /** @description 座席 */
            seat?: string;
            from?: string;
            /** @description without it, as long as policies/disasters.toml lends */
            until?: string;
            paper?: components["schemas"]["PaperLending"];
        };
        PaperLending: {
            /** @description where the paper is, who kept it */
            note: string;
            /** @description when the terminal came back, where it did */
            returned?: string;
        };
        HandedOver: {
            at: components["schemas"]["Time"];
            by: string;
            to?: string;
        };
        Lending: {
            lending: string;
            revision: components["schemas"]["Count"];
            disaster: string;
            opening: string;
            office: string;
            /** @enum {string} */
            state: "lent" | "ended" | "settled";
            terminal: string;
            account: string;
            person: string;
            name: string;
            kana?: string;
            /** @description the person stands in the registers because the desk typed them */
            typed: boolean;
            employer: string;
            contract?: string;
            dispatch?: string;
            seat?: string;
            from: components["schemas"]["Time"];
            until: components["schemas"]["Time"];
            lent_by: string;
            recorded: components["schemas"]["Time"];
            on_paper: boolean;
            paper_note?: string;
            contradictions: components["schemas"]["Contradiction"][];
            slip_handed_over?: components["schemas"]["HandedOver"];
            code_handed_over?: components["schemas"]["HandedOver"];
            code_issued?: components["schemas"]["Time"];
            end_reason?: string;
            ended_by?: string;
            /**
             * Format: date-time
             * @description when the registers and Sekisho's log-in had ended it
             */
            ceased?: string;
            terminal_returned?: components["schemas"]["Time"];
            account_deleted?: components["schemas"]["Time"];
            account_deleted_by?: string;
            /**
             * Format: date-time
             * @description until when the terminal and the deletion are owed
             */
            due: string;
        };
        Contradiction: {
            /** @enum {string} */
            kind: "account-lent" | "terminal-lent" | "not-in-pool" | "outside-period" | "holder-elsewhere";
            detail: string;
            detail_ja: string;
        };
        LendingPage: {
            items: components["schemas"]["Lending"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        SlipRequest: {
            /** @enum {string} */
            format: "pdf" | "text";
            /** @enum {string} */
            language: "ja" | "en";
        };
        OneTimeCodeRequest: {
            /** @description of the decision on which the helper is admitted */
            number: string;
            /** @enum {string} */
            format: "json" | "pdf" | "text";
            /** @enum {string} */
            language: "ja" | "en";
            /** @description why another code is needed */
            again?: string;
        };
        CodeSheet: {
            lending: string;
            login_name: string;
            code: string;
            ends: components["schemas"]["Time"];
            /** @description the sheet as text */
            sheet: string;
        };
        HandingOverRequest: {
            /** @enum {string} */
            what: "slip" | "code";
            /** @description another one than the helper */
            to?: string;
            at?: string;
        };
        DeletionRequest: {
            deleted_by: string;
            /** @description without it, now */
            at?: string;
        };
        ScanRequest: {
            codes: string;
            /** @description when they came back, where it was written on paper; without it, now */
            at?: string;
            on_paper?: boolean;
        };
        Scanned: {
            code: string;
            /** @enum {string} */
            is: "returned" | "here" | "twice" | "elsewhere" | "unknown";
            /** @enum {string} */
            kind?: "terminal" | "account";
            /** @description whose it is, where it is not from here */
            office?: string;
            lending?: string;
        };
        ScanAnswer: {
            scanned: components["schemas"]["Scanned"][];
            /** @description what ended lendings still owe, terminals and IDs */
            still_out: string[];
            expected: components["schemas"]["Count"];
            returned: components["schemas"]["Count"];
        };
        StockTakeRequest: {
            office: string;
            codes: string;
        };
        StockTake: {
            stock_take: string;
            office: string;
            at: components["schemas"]["Time"];
            by: string;
            expected: components["schemas"]["Count"];
            there: components["schemas"]["Count"];
            missing: string[];
            /** @description that were missing before */
            found: string[];
            not_from_here: components["schemas"]["Scanned"][];
            /** @description that are lent and rightly not there */
            lent: string[];
        };
        StockTakePage: {
            items: components["schemas"]["StockTake"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        Irregularity: {
            irregularity: string;
            /** @enum {string} */
            kind: "terminal-not-returned" | "account-not-deleted" | "missing" | "paper-contradiction";
            /** @description of the terminal or the ID */
            code: string;
            office: string;
            disaster?: string;
            opening?: string;
            lending?: string;
            since: components["schemas"]["Time"];
            /** @enum {string} */
            state: "open" | "closed";
            closed?: components["schemas"]["Time"];
            closed_by?: string;
            reason?: string;
        };
        IrregularityPage: {
            items: components["schemas"]["Irregularity"][];
            total: components["schemas"]["Count"];
            next?: string;
            open: components["schemas"]["Count"];
        };
        ClosingRequest: {
            reason: string;
        };
        Campaign: {
            campaign: string;
            revision: components["schemas"]["Count"];
            /** @enum {string} */
            kind: "half-yearly" | "audit";
            fiscal_year: components["schemas"]["Count"];
            half: components["schemas"]["Count"];
            from: components["schemas"]["Time"];
            until: components["schemas"]["Time"];
            cut_off: string;
            /** @enum {string} */
            state: "open" | "frozen" | "approved" | "reported";
            scope: string;
            review?: string;
            run_sha256?: string;
            frozen?: components["schemas"]["Time"];
            /** @enum {string} */
            conclusion?: "clean" | "clean-but" | "found";
            approval?: string;
            approved_by?: string;
            awaits_reading?: string;
            seed?: string;
            /** @enum {string} */
            re_performed?: "same" | "differs";
            opened_by?: string;
            opened?: components["schemas"]["Time"];
        };
        CampaignPage: {
            items: components["schemas"]["Campaign"][];
            next?: string;
        };
        CampaignSystem: {
            system: string;
            department: string;
            extracted_by?: string;
            /** @enum {string} */
            log: "received" | "gaps" | "none";
            events?: components["schemas"]["Count"];
            rejects?: components["schemas"]["Count"];
            gaps?: components["schemas"]["Count"];
            violations?: components["schemas"]["Count"];
            attempts?: components["schemas"]["Count"];
            doubtful?: components["schemas"]["Count"];
            undetermined?: components["schemas"]["Count"];
            /** @enum {string} */
            state: "frozen" | "stated" | "self-checked" | "checked";
            /** @enum {string} */
            statement?: "none" | "found" | "not-determinable";
            reason?: string;
            stated_by?: string;
            self_checked_by?: string;
            checked_by?: string;
        };
        CampaignDetail: {
            campaign: components["schemas"]["Campaign"];
            systems: components["schemas"]["CampaignSystem"][];
        };
        CampaignFile: {
            file: string;
            system: string;
            sha256: string;
            bytes: components["schemas"]["Count"];
            lines: components["schemas"]["Count"];
        };
        CampaignFilePage: {
            items: components["schemas"]["CampaignFile"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        FreezeRequest: {
            review: components["schemas"]["Name"];
            systems: components["schemas"]["SystemOwner"][];
        };
        SystemOwner: {
            system: string;
            department: string;
            extracted_by?: string;
        };
        StatementRequest: {
            system: string;
            /** @enum {string} */
            statement: "none" | "found" | "not-determinable";
            department: string;
            reason?: string;
        };
        OpinionRequest: {
            system: string;
            agrees: boolean;
            reason?: string;
        };
        CampaignApprovalRequest: {
            number?: string;
            stands_in_for?: string;
        };
        ReturnRequest: {
            systems: string[];
            reason: string;
        };
        SampleRequest: {
            seed: string;
            lines: number;
        };
        SampleItem: {
            place: components["schemas"]["Count"];
            file: string;
            line: components["schemas"]["Count"];
            /** @enum {string} */
            verdict?: "agrees" | "differs" | "cannot-tell";
            note?: string;
            judged_by?: string;
        };
        SamplePage: {
            items: components["schemas"]["SampleItem"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        VerdictRequest: {
            place: components["schemas"]["Count"];
            /** @enum {string} */
            verdict: "agrees" | "differs" | "cannot-tell";
            note?: string;
        };
        AuditReportRequest: {
            findings: string[];
        };
        DecisionRequest: {
            /** @description A data set of register files; without it, the store. */
            registers?: components["schemas"]["Name"];
            /** @description By what the store knew then; also as change.12. */
            known_at?: string;
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
            /** @description What the store knew when it answered. */
            facts_revision?: string;
            /** @enum {string} */
            verdict: "permitted" | "denied" | "doubtful" | "undetermined";
            time: string;
            readings: components["schemas"]["Reading"][];
            facts: components["schemas"]["ExplainedFact"][];
            notes: components["schemas"]["BothLanguages"][];
        };
        WhoMaySeeRequest: {
            /** @description A data set of register files; without it, the store. */
            registers?: components["schemas"]["Name"];
            /** @description By what the store knew then; also as change.12. */
            known_at?: string;
            system: string;
            at: string;
            action?: string;
            record?: string;
        };
        MaySeeRequest: {
            /** @description A data set of register files; without it, the store. */
            registers?: components["schemas"]["Name"];
            /** @description By what the store knew then; also as change.12. */
            known_at?: string;
            person: string;
            system?: string;
            at: string;
            action?: string;
        };
        Reach: {
            /** @description What the store knew when it answered. */
            facts_revision?: string;
            question: Record<string, never>;
            notes: string[];
            rows: components["schemas"]["ReachRow"][];
            /** @description Rows, on all pages. */
            total: number;
            /** @description The cursor of the next page, for the same question and as long as the registers are the same; with `known_at` they are. */
            next?: string;
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
        ExportRequest: {
            review?: string;
            /** @enum {string} */
            table?: "findings" | "undetermined";
            system?: string;
            route?: string;
            disposition?: string;
            viewer?: string;
            retailer?: string;
            from?: string;
            until?: string;
            /** @description A published one, in the place of a review. */
            figure?: string;
            /**
             * @description A workbook has its headings in the language of `Accept-Language`.
             * @enum {string}
             */
            format: "csv" | "json-lines" | "ocsf" | "xlsx";
            /** @description 決裁番号 */
            approval: string;
            /** @description An organisation, never a person. */
            recipient: string;
        };
        PaperRequest: {
            /**
             * @description `incident` and `supplier` name people and customers under their numbers: they take a look in plain at the review.
             * @enum {string}
             */
            paper: "incident" | "supplier" | "half-year" | "month" | "viewpoints";
            /** @description A finished one; of `half-year` the one that the campaign froze. */
            review: components["schemas"]["Name"];
            /** @enum {string} */
            format: "pdf" | "xlsx";
            /** @enum {string} */
            language: "ja" | "en";
            /** @description Of `supplier`: its code in the registers. */
            retailer?: string;
            /** @description Of `half-year`. */
            campaign?: number;
            /** @description Of `month`. */
            month?: string;
            /** @description 決裁番号; without one the paper is a draft. An approved campaign brings its own. */
            approval?: string;
            /** @description An organisation, never a person; with an approval. */
            recipient?: string;
            /** @description Who stands by it, in this order; without them boxes are left to be signed by hand. */
            signatures?: {
                role: string;
                name: string;
            }[];
        };
        Export: {
            export: components["schemas"]["Count"];
            what: string;
            review?: string;
            /** @description The id of that review's run, as the record has it. */
            run?: string;
            format: string;
            recipient: string;
            /** @description Empty: a draft. */
            approval: string;
            /** @description Nobody's personal data is in it in plain. */
            masked: boolean;
            items: components["schemas"]["Count"];
            bytes: components["schemas"]["Count"];
            sha256: string;
            made_by: string;
            made_at: components["schemas"]["Time"];
        };
        ExportPage: {
            items: components["schemas"]["Export"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        PolicyFile: {
            /** @description `barrier/10-own-staff.cedar` */
            name: string;
            text: string;
        };
        PolicyDraftRequest: {
            title: string;
            /**
             * @description Which set the change is made to; the one that was put into force last, if none is named.
             * @enum {string}
             */
            begins_with?: "in-force" | "installed";
            /** @description New, or in the place of others. */
            files?: components["schemas"]["PolicyFile"][];
            removed?: string[];
        };
        PolicyRevisionRequest: {
            title?: string;
            files?: components["schemas"]["PolicyFile"][];
            removed?: string[];
        };
        PolicyApprovalRequest: {
            /** @description Of the decision in the company's own workflow (決裁番号). */
            number?: string;
            /** @description The user in whose place (代決). */
            stands_in_for?: string;
        };
        PolicyReturnRequest: {
            reason: string;
            stands_in_for?: string;
        };
        PolicyApplicationRequest: {
            /** @description At once without it. */
            from?: components["schemas"]["Time"];
            /** @description Of a decision of the company's own workflow, which takes the place of an approval here. */
            number?: string;
        };
        Policy: {
            id: string;
            /** @enum {string} */
            kind: "barrier" | "doubts" | "routes";
            /** @enum {string} */
            effect: "permit" | "forbid";
            file: string;
            line: components["schemas"]["Count"];
            title: string;
            title_ja: string;
            basis?: string;
            basis_ja?: string;
            explanation?: string;
            explanation_ja?: string;
            route?: string;
            rank?: string;
            obligation?: string;
            clauses: {
                name: string;
                title: string;
                title_ja: string;
            }[];
        };
        RoleTable: {
            items: {
                role: string;
                action: string;
                thing: string;
                allowed: boolean;
                /** @description On which it depends. */
                conditions: string[];
                /** @description What then has to be done. */
                demands: string[];
            }[];
        };
        AppliedPolicySet: {
            version: string;
            /** @enum {string} */
            origin: "installed" | "draft";
            draft?: components["schemas"]["Count"];
            title?: string;
            reason?: string;
            drafted_by?: string;
            approved_by?: string;
            /** @description The number of the decision; `policy-draft/N` where it was taken here. */
            approval?: string;
            awaits_reading?: string;
            from?: components["schemas"]["Time"];
            until?: components["schemas"]["Time"];
            applied_by?: string;
            applied_at?: components["schemas"]["Time"];
            /** @description Of the record, which says so. */
            entry?: components["schemas"]["Count"];
        };
        PoliciesInForce: {
            in_force: components["schemas"]["AppliedPolicySet"];
            coming: components["schemas"]["AppliedPolicySet"][];
            /** @description The version that came with the program. */
            installed: string;
            policies: components["schemas"]["Policy"][];
        };
        PolicySetPage: {
            items: components["schemas"]["AppliedPolicySet"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        PolicySetFile: {
            name: string;
            sha256: string;
            text: string;
        };
        PolicySet: {
            version: string;
            policies: components["schemas"]["Policy"][];
            files: components["schemas"]["PolicySetFile"][];
        };
        PolicyDraft: {
            draft: components["schemas"]["Count"];
            title: string;
            /** @enum {string} */
            state: "drafted" | "proposed" | "returned" | "approved" | "applied" | "withdrawn";
            /** @description The version that it was drafted from. */
            base: string;
            /** @description Its own; none where nobody can judge by it. */
            version?: string;
            /** @description It may be proposed: no error, and every test passes. */
            sound: boolean;
            reason?: string;
            drafted_by: string;
            drafted_at: components["schemas"]["Time"];
            approved_by?: string;
            approval?: string;
            awaits_reading?: string;
            from?: components["schemas"]["Time"];
            applied_by?: string;
            applied_at?: components["schemas"]["Time"];
            entry?: components["schemas"]["Count"];
        };
        Emergency: {
            emergency: components["schemas"]["Count"];
            /**
             * @description `over`: it was in force, and nobody has reviewed it.
             * @enum {string}
             */
            state: "asked" | "refused" | "running" | "over" | "reviewed";
            /** @description The employee number, or a pseudonym. */
            person: string;
            system: string;
            account: string;
            reason: string;
            hours: components["schemas"]["Count"];
            asked_by: string;
            asked_at: components["schemas"]["Time"];
            approved_by?: string;
            /** @description The number of the decision. */
            approval?: string;
            begins?: components["schemas"]["Time"];
            ends?: components["schemas"]["Time"];
            /** @description Who ended it before its time. */
            ended_by?: string;
            looks: components["schemas"]["Count"];
            /** @description Until which day it is to be reviewed. */
            due?: string;
            overdue: boolean;
            /** @enum {string} */
            result?: "in-order" | "not-in-order";
            comment?: string;
            reviewed_by?: string;
            reviewed_at?: components["schemas"]["Time"];
        };
        EmergencyPage: {
            items: components["schemas"]["Emergency"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        EmergencyRequest: {
            /** @description Who is to look, by employee number. */
            person: string;
            system: string;
            /** @description An account of theirs in the system. */
            account: string;
            reason: string;
            /** @description At most as many as policies/emergencies.toml says. */
            hours: number;
        };
        StartRequest: {
            /** @description 決裁番号. Without one the caller approves it. */
            number?: string;
        };
        AfterwardsRequest: {
            /** @enum {string} */
            result: "in-order" | "not-in-order";
            comment: string;
        };
        WatchedLook: {
            look: components["schemas"]["Count"];
            /** @description As entries of the record name it (`look`). */
            spool?: string;
            time: components["schemas"]["Time"];
            gate: string;
            /** @description The reference number. */
            request: string;
            system: string;
            person: string;
            account: string;
            terminal: string;
            address?: string;
            action: string;
            records: string[];
            /** @description The permits that held. */
            reasons: string[];
            emergency?: components["schemas"]["Count"];
            plan?: components["schemas"]["Count"];
            unconfirmed_since?: components["schemas"]["Time"];
            /** @description By what is known now of then. Missing: the registers are not known yet. */
            judged_again?: {
                allowed: boolean;
                reasons: string[];
            };
            due: string;
            overdue: boolean;
            /** @enum {string} */
            result?: "in-order" | "not-in-order";
            comment?: string;
            reviewed_by?: string;
            reviewed_at?: components["schemas"]["Time"];
        };
        WatchedLookPage: {
            items: components["schemas"]["WatchedLook"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        WatchedLookList: {
            items: components["schemas"]["WatchedLook"][];
        };
        LookReviewRequest: {
            looks: string[];
            /** @enum {string} */
            result: "in-order" | "not-in-order";
            comment: string;
        };
        OutagePlan: {
            plan: components["schemas"]["Count"];
            system: string;
            /** @enum {string} */
            state: "drafted" | "refused" | "in-force" | "over";
            /** @description False: it closes. True: it opens to terminals that are registered as the T&D company's own. */
            opens: boolean;
            actions: string[];
            /** @description Names of routes, as the gate's file has them; none: all with these actions. */
            routes: string[];
            minutes: components["schemas"]["Count"];
            reason: string;
            drafted_by: string;
            drafted_at: components["schemas"]["Time"];
            approved_by?: string;
            approval?: string;
            from?: components["schemas"]["Time"];
            until?: components["schemas"]["Time"];
        };
        OutagePlanPage: {
            items: components["schemas"]["OutagePlan"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        OutagePlanRequest: {
            system: string;
            opens: boolean;
            actions?: string[];
            routes?: string[];
            /** @description At most as many as policies/emergencies.toml says. */
            minutes?: number;
            reason: string;
        };
        PolicyDraftPage: {
            items: components["schemas"]["PolicyDraft"][];
            total: components["schemas"]["Count"];
            next?: string;
        };
        PolicyTestFailure: {
            file: string;
            line: components["schemas"]["Count"];
            title: string;
            title_ja: string;
            trouble?: string;
            differences: Record<string, never>[];
        };
        PolicyDraftCheck: {
            sound: boolean;
            version?: string;
            check: components["schemas"]["PolicyCheck"];
            tests: {
                cases: components["schemas"]["Count"];
                failed: components["schemas"]["Count"];
                coverage_percent?: number;
                /** @description Why they cannot be run. */
                trouble?: string;
                failures: components["schemas"]["PolicyTestFailure"][];
            };
        };
        PolicyDraftDetail: {
            draft: components["schemas"]["PolicyDraft"];
            changes: {
                name: string;
                /** @enum {string} */
                change: "added" | "changed" | "removed";
            }[];
            check: components["schemas"]["PolicyDraftCheck"];
            files: components["schemas"]["PolicySetFile"][];
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
        /**
         * @description The code of a system behind a gate.
         * @example nol
         */
        gate_system: string;
        /**
         * @description The code of a hand-over.
         * @example us0N9CpWfKjBbnT4rVh3kQ
         */
        entry_code: string;
        /**
         * @description The id of a session.
         * @example us0N9CpWfKjBbnT4
         */
        session: string;
        /**
         * @description The id of a notice.
         * @example us0N9CpWfKjBbnT4
         */
        notice: string;
        /**
         * @description The id of a factor.
         * @example us0N9CpWfKjBbnT4
         */
        factor: string;
        /**
         * @description The id of a token.
         * @example us0N9CpWfKjBbnT4
         */
        token: string;
        /**
         * @description The pseudonym of a user.
         * @example 0123456789abcdef0123456789abcdef
         */
        user: string;
        /** @description The name of a job. */
        job: string;
        /** @description The name of an upload. */
        upload: string;
        /**
         * @description The name of a register, as docs/formats/registers.md has it.
         * @example people
         */
        register: string;
        /**
         * @description A code, SYSTEM/ACCOUNT (with %2F), or a supply point.
         * @example E100000
         */
        key: string;
        /** @description The name of an import. */
        import: string;
        /** @description Only facts about this code, SYSTEM/ACCOUNT, or supply point. The supply contracts need one. */
        key_filter: string;
        /** @description Only this register. */
        register_filter: string;
        /** @description What held then; without it, what holds now. */
        as_of: string;
        /** @description What was known then; without it, what is known now. */
        known_at: string;
        /** @description Not after. */
        coming_until: string;
        /** @description The order; `-` turns it round. */
        fact_sort: "fact" | "-fact" | "key" | "-key" | "from" | "-from" | "until" | "-until";
        /**
         * @description The tag of the import as the client has seen it: what was shown is what is done.
         * @example *
         */
        seen_if_match: string;
        /**
         * @description Where the piece begins: as many bytes as have arrived.
         * @example 0
         */
        upload_offset: number;
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
        /** @description Why a line could not be read, as docs/formats/rejects.md has it. */
        reject_reason: string;
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
        /** @description The reference number that a gate's page shows. */
        entry_request: string;
        /** @description A pseudonym: the actor, the subject, or who approved. */
        entry_person: string;
        /** @description A kind of entry. */
        kind: string;
        /**
         * @description The number of a case.
         * @example 1
         */
        case: string;
        /**
         * @description The number of an inquiry.
         * @example 1
         */
        inquiry: string;
        /**
         * @description The number of a disaster.
         * @example 1
         */
        disaster: string;
        /**
         * @description The number of an office's opening of a disaster.
         * @example 1
         */
        opening: string;
        /**
         * @description The number of a terminal or an ID in a pool.
         * @example 1
         */
        item: string;
        /**
         * @description The number of a lending.
         * @example 1
         */
        lending: string;
        /**
         * @description The name of an irregularity, as the list has it.
         * @example lending-1-terminal
         */
        irregularity: string;
        /** @description Only of this disaster, by its number. */
        disaster_filter: string;
        /** @description Only of this office's opening, by its number. */
        opening_filter: string;
        /** @description Only of this office (事業所). */
        office_filter: string;
        /** @description Only those with an office that is open or about to be, or only those that are over. */
        disaster_state: "current" | "over";
        /** @description Only these. */
        pool_state: "ready" | "lent" | "to-check" | "missing" | "retired";
        /** @description Only these. */
        lending_state: "lent" | "ended" | "settled";
        /** @description Open ones, closed ones; without it, both. */
        irregularity_state: "open" | "closed";
        /** @description Only these, as they are now. */
        emergency_state: "asked" | "refused" | "running" | "over" | "reviewed";
        /**
         * @description The number of a campaign or an audit.
         * @example 1
         */
        campaign: string;
        /**
         * @description The number of an export.
         * @example 1
         */
        export: string;
        /**
         * @description The number of a draft of policies.
         * @example 1
         */
        draft: string;
        /**
         * @description The number of an emergency.
         * @example 1
         */
        emergency: string;
        /**
         * @description The number of a plan for an outage.
         * @example 1
         */
        plan: string;
        /**
         * @description The status of an answer that is no: 200, as AuthZEN has it, or 403 for what understands the status alone, such as `auth_request` of nginx and ext_authz of Envoy.
         * @example 403
         */
        denied_as: "200" | "403";
        /**
         * @description Those that were reviewed, or those that were not; without it all.
         * @example no
         */
        reviewed: "yes" | "no";
        /**
         * @description The hash of a set of policies, as run.json names it (policy_set_hash).
         * @example 0000000000000000000000000000000000000000000000000000000000000000
         */
        policy_version: string;
        /**
         * @description The secret of a one-time link.
         * @example AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8
         */
        link: string;
        /**
         * @description The name of a figure.
         * @example press-2026-11
         */
        figure: string;
        /**
         * @description The hash of a file.
         * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
         */
        sha256: string;
        /** @description Only cases of this scope. */
        scope: string;
        /** @description Only cases in this state. */
        case_state: "open" | "triaged" | "closed" | "withdrawn";
        /** @description Only cases of which a triage says this. */
        outcome: "real" | "explained" | "rule-wrong" | "register-wrong";
        /** @description Only cases of this route. */
        case_route: string;
        /** @description A pseudonym. */
        assignee: string;
        /** @description The viewer or the holder. */
        case_person: string;
        /** @description Only cases that are due on this day or before. */
        due_until: string;
        /** @description The order; `-` turns it round. What is equal stays in the order of numbers. */
        case_sort: "case" | "-case" | "due" | "-due" | "first" | "-first" | "last" | "-last" | "findings" | "-findings" | "state" | "-state";
        /** @description Only inquiries of this case. */
        case_filter: string;
        /** @description Only inquiries in this state. */
        inquiry_state: "open" | "answered" | "withdrawn";
        /**
         * @description What is due within so many days.
         * @example 14
         */
        days_ahead: number;
        /**
         * @description The name of a simulation: its job.
         * @example demo
         */
        simulation: string;
        /**
         * @description The number of a delivery.
         * @example 1
         */
        delivery: string;
        /**
         * @description The id of a segment.
         * @example 0123456789abcdef0123
         */
        segment: string;
        /** @description The first line, from 1. */
        first_line: number;
        /** @description The last one; without it, the first alone. At most 1,000 lines. */
        last_line: number;
        /** @description Only deliveries that are this. */
        delivery_state: "receiving" | "archived" | "known" | "refused";
        /** @description Only campaigns of this kind. */
        campaign_kind: "half-yearly" | "audit";
        /** @description Names the act: it is done once, and its answer is kept for a day. */
        idempotency_key: string;
        /** @description The tags of what the client has seen. */
        if_match: string;
        /** @description One range of bytes (RFC 9110, 14); another one is overlooked. */
        range: string;
        /** @description The tag of what the client has a part of; of something else it gets the whole. */
        if_range: string;
        /** @description The last event that arrived. */
        last_event_id: string;
    };
    requestBodies: never;
    headers: {
        /** @description Names what was sent. */
        ETag: string;
        /** @description Where the new thing is. */
        Location: string;
        /** @description How many bytes have arrived. */
        UploadOffset: number;
        /** @description How many there will be. */
        UploadLength: number;
        /** @description The number of the entry in the evidence record; none where nothing was recorded. */
        SekishoEntry: string;
        /** @description `?1` when all have arrived and have the hash that was said, else `?0`. */
        UploadComplete: string;
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
            400: components["responses"]["MalformedRequest"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
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
            400: components["responses"]["MalformedRequest"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
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
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
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
            400: components["responses"]["MalformedRequest"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listSystems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, by code; none where the store knows nothing yet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listRetailers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, by code; none where the store knows nothing yet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetailerList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
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
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSession"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    logIn: {
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
                 *       "login_name": "admin",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description The session, or which second factor is asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginStep"];
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
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    giveFactor: {
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
                 *       "login": "skl_example",
                 *       "code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["FactorRequest"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginStep"];
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
        };
    };
    challengeSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The challenge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    stepUp: {
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
                 *       "purpose": "export",
                 *       "password": "correct horse battery",
                 *       "code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["StepUpRequest"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSession"];
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
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a session.
                 * @example us0N9CpWfKjBbnT4
                 */
                session: components["parameters"]["session"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listGateSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that go on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateSessionList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    openGateSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateSession"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endGateSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a session.
                 * @example us0N9CpWfKjBbnT4
                 */
                session: components["parameters"]["session"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listGateSystems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them; none where the server keeps no gate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateSystemList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The code of a system behind a gate.
                 * @example nol
                 */
                gate_system: components["parameters"]["gate_system"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "path": "/points"
                 *     }
                 */
                "application/json": components["schemas"]["HandOverRequest"];
            };
        };
        responses: {
            /** @description Where to go. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOver"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    enterGateSystem: {
        parameters: {
            query: {
                /**
                 * @description The code of a hand-over.
                 * @example us0N9CpWfKjBbnT4rVh3kQ
                 */
                code: components["parameters"]["entry_code"];
            };
            header?: never;
            path: {
                /**
                 * @description The code of a system behind a gate.
                 * @example nol
                 */
                gate_system: components["parameters"]["gate_system"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to go on. */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listNotices: {
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
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    acknowledgeNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a notice.
                 * @example us0N9CpWfKjBbnT4
                 */
                notice: components["parameters"]["notice"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is noted; once is enough. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listExpiring: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, the first one first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpiringList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
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
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
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
            /** @description A code for it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentCode"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    removeFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a factor.
                 * @example us0N9CpWfKjBbnT4
                 */
                factor: components["parameters"]["factor"];
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
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    showEnrolment: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"
                 *     }
                 */
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description The enrolment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    setPassword: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description It is set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
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
    checkPassword: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Nothing is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordCheck"];
                };
            };
            400: components["responses"]["MalformedRequest"];
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
    offerApp: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"
                 *     }
                 */
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description The secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppOffer"];
                };
            };
            400: components["responses"]["MalformedRequest"];
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
    addApp: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY",
                 *       "name": "phone",
                 *       "app_code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["AppRequest"];
            };
        };
        responses: {
            /** @description It is enrolled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
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
    addCard: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY",
                 *       "name": "card"
                 *     }
                 */
                "application/json": components["schemas"]["NamedFactorRequest"];
            };
        };
        responses: {
            /** @description It is enrolled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
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
    offerKey: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"
                 *     }
                 */
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description The challenge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            400: components["responses"]["MalformedRequest"];
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
    addKey: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY",
                 *       "name": "key",
                 *       "client_data": "e30",
                 *       "attestation_object": "oA"
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description It is enrolled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
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
    finishEnrolment: {
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
                 *       "code": "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"
                 *     }
                 */
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description They may. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
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
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    makeToken: {
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
                 *       "name": "nightly",
                 *       "scopes": [
                 *         "view.review"
                 *       ],
                 *       "days": 30
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a token.
                 * @example us0N9CpWfKjBbnT4
                 */
                token: components["parameters"]["token"];
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
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
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
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    addUser: {
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
                 *       "login_name": "hana",
                 *       "person": "P000123",
                 *       "roles": [
                 *         "conduct-regulation"
                 *       ],
                 *       "number": "2026-117"
                 *     }
                 */
                "application/json": components["schemas"]["UserRequest"];
            };
        };
        responses: {
            /** @description The code with which they enrol. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The pseudonym of a user.
                 * @example 0123456789abcdef0123456789abcdef
                 */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /**
                 * @description The pseudonym of a user.
                 * @example 0123456789abcdef0123456789abcdef
                 */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "2026-118",
                 *       "roles": [
                 *         "internal-audit"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    recoverUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The pseudonym of a user.
                 * @example 0123456789abcdef0123456789abcdef
                 */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "2026-119"
                 *     }
                 */
                "application/json": components["schemas"]["RecoveryRequest"];
            };
        };
        responses: {
            /** @description The recovery. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recovery"];
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
    approveRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The pseudonym of a user.
                 * @example 0123456789abcdef0123456789abcdef
                 */
                user: components["parameters"]["user"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recovery": "us0N9CpWfKjBbnT4"
                 *     }
                 */
                "application/json": components["schemas"]["RecoveryApproval"];
            };
        };
        responses: {
            /** @description The code with which the person enrols anew. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentCode"];
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
    unmask: {
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
                 *       "thing": "review",
                 *       "id": "demo",
                 *       "purpose": "事実確認のため"
                 *     }
                 */
                "application/json": components["schemas"]["UnmaskRequest"];
            };
        };
        responses: {
            /** @description Until when it shows them, in this session. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unmasking"];
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
        };
    };
    listRegisters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listFacts: {
        parameters: {
            query?: {
                /** @description Only facts about this code, SYSTEM/ACCOUNT, or supply point. The supply contracts need one. */
                key?: components["parameters"]["key_filter"];
                /** @description What held then; without it, what holds now. */
                as_of?: components["parameters"]["as_of"];
                /** @description What was known then; without it, what is known now. */
                known_at?: components["parameters"]["known_at"];
                /** @description The order; `-` turns it round. */
                sort?: components["parameters"]["fact_sort"];
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
                 * @description The name of a register, as docs/formats/registers.md has it.
                 * @example people
                 */
                register: components["parameters"]["register"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, and how many hold. All pages show what was known when the first was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getFact: {
        parameters: {
            query?: {
                /** @description What was known then; without it, what is known now. */
                known_at?: components["parameters"]["known_at"];
            };
            header?: never;
            path: {
                /**
                 * @description The name of a register, as docs/formats/registers.md has it.
                 * @example people
                 */
                register: components["parameters"]["register"];
                /**
                 * @description A code, SYSTEM/ACCOUNT (with %2F), or a supply point.
                 * @example E100000
                 */
                key: components["parameters"]["key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactHistory"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listComing: {
        parameters: {
            query?: {
                /** @description Only this register. */
                table?: components["parameters"]["register_filter"];
                /** @description Not after. */
                until?: components["parameters"]["coming_until"];
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
            /** @description A page of events by time, and their effects. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComingPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listImports: {
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
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    prepareImport: {
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
                 *       "uploads": [
                 *         "UPLOAD"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description A job compares them. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    prepareOwnImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An import like any other; a job compares it. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of an import. */
                import: components["parameters"]["import"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With the first steps of what it would change, once that is known. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    dropImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /** @description The name of an import. */
                import: components["parameters"]["import"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, with its files. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    compareImportAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /** @description The name of an import. */
                import: components["parameters"]["import"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job compares it. An approval of before is gone. */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    approveImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /** @description The name of an import. */
                import: components["parameters"]["import"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approval": "R8-123"
                 *     }
                 */
                "application/json": components["schemas"]["ImportApproval"];
            };
        };
        responses: {
            /** @description It may be applied. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    applyImport: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The tag of the import as the client has seen it: what was shown is what is done.
                 * @example *
                 */
                "If-Match": components["parameters"]["seen_if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /** @description The name of an import. */
                import: components["parameters"]["import"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "月次取込",
                 *       "approval": "R8-1"
                 *     }
                 */
                "application/json": components["schemas"]["ApplyRequest"];
            };
        };
        responses: {
            /** @description A job does it. */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description A system's code. */
                system?: components["parameters"]["system"];
                /** @description Only deliveries that are this. */
                state?: components["parameters"]["delivery_state"];
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
            /** @description A page of them; an administrator of a system sees those of the system. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    handIn: {
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
                 *       "upload": "UPLOAD",
                 *       "system": "nol",
                 *       "extracted_by": "P000042",
                 *       "query": "SELECT * FROM access_log WHERE month = '2024-10'",
                 *       "from": "2024-10-01",
                 *       "until": "2024-11-01",
                 *       "counted": 51234,
                 *       "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                 *     }
                 */
                "application/json": components["schemas"]["Slip"];
            };
        };
        responses: {
            /** @description A job reads it, and then says how it compares with its slip. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedIn"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    handInOwnLog: {
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
                 *       "from": "2026-10-01",
                 *       "until": "2026-11-01"
                 *     }
                 */
                "application/json": components["schemas"]["OwnLogRequest"];
            };
        };
        responses: {
            /** @description A delivery like any other; a job reads it. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedIn"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a delivery.
                 * @example 1
                 */
                delivery: components["parameters"]["delivery"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    compareCopy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a delivery.
                 * @example 1
                 */
                delivery: components["parameters"]["delivery"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "upload": "UPLOAD"
                 *     }
                 */
                "application/json": components["schemas"]["CopyRequest"];
            };
        };
        responses: {
            /** @description A job compares them; the delivery has the result. */
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
            503: components["responses"]["Unavailable"];
        };
    };
    listLogProfiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By the name of the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogProfileList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    checkLogProfile: {
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
                 *       "profile": "kind = \"log\"\ntitle = \"窓口\"\nsystem = \"cc\"\nfiles = [\"cc/*.csv\"]\nformat = \"csv\"\nheader = true\n[dates]\nformats = [\"iso\"]\nzone = \"Asia/Tokyo\"\n[fields]\ntime = \"time\"\naccount = \"user\"\n[defaults]\naction = \"view\"\noutcome = \"allowed\"\n",
                 *       "sample": "dGltZSx1c2VyCjIwMjQtMTAtMDEgMDk6MDA6MDAsazEK"
                 *     }
                 */
                "application/json": components["schemas"]["LogProfileCheckRequest"];
            };
        };
        responses: {
            /** @description What it made of each line, or why the text is no profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogProfileCheck"];
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
    listSegments: {
        parameters: {
            query?: {
                /** @description A system's code. */
                system?: components["parameters"]["system"];
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
            /** @description A page of them; an administrator of a system sees those of the system. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLines: {
        parameters: {
            query?: {
                /** @description The first line, from 1. */
                first?: components["parameters"]["first_line"];
                /** @description The last one; without it, the first alone. At most 1,000 lines. */
                last?: components["parameters"]["last_line"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of a segment.
                 * @example 0123456789abcdef0123
                 */
                segment: components["parameters"]["segment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines as they stood in the log file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listUploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    beginUpload: {
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
                 *       "name": "people.csv",
                 *       "bytes": 3,
                 *       "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                 *     }
                 */
                "application/json": components["schemas"]["UploadRequest"];
            };
        };
        responses: {
            /** @description There is room for it; `Location` takes the pieces. */
            201: {
                headers: {
                    "Upload-Offset": components["headers"]["UploadOffset"];
                    "Upload-Length": components["headers"]["UploadLength"];
                    "Upload-Complete": components["headers"]["UploadComplete"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of an upload. */
                upload: components["parameters"]["upload"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Upload-Offset` is where to go on; a HEAD says the same. */
            200: {
                headers: {
                    "Upload-Offset": components["headers"]["UploadOffset"];
                    "Upload-Length": components["headers"]["UploadLength"];
                    "Upload-Complete": components["headers"]["UploadComplete"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    dropUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of an upload. */
                upload: components["parameters"]["upload"];
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
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    sendUpload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Where the piece begins: as many bytes as have arrived.
                 * @example 0
                 */
                "Upload-Offset": components["parameters"]["upload_offset"];
            };
            path: {
                /** @description The name of an upload. */
                upload: components["parameters"]["upload"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example abc */
                "application/partial-upload": string;
            };
        };
        responses: {
            /** @description It is on the disk. With the last piece the file was compared with its hash. */
            200: {
                headers: {
                    "Upload-Offset": components["headers"]["UploadOffset"];
                    "Upload-Length": components["headers"]["UploadLength"];
                    "Upload-Complete": components["headers"]["UploadComplete"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            /** @description Columns and members as docs/formats/findings.md names them; a workbook for people, in the language of `Accept-Language`. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
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
                /** @description Why a line could not be read, as docs/formats/rejects.md has it. */
                reason?: components["parameters"]["reject_reason"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            /** @description A page of them, the first version first. Each is a review, which nothing overwrites. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScopeVersionPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    simulate: {
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
                 *       "policies": "draft",
                 *       "review": "demo"
                 *     }
                 */
                "application/json": components["schemas"]["SimulationRequest"];
            };
        };
        responses: {
            /** @description It waits for its turn; `Location` is the job. The simulation has the job's name. */
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
            503: components["responses"]["Unavailable"];
        };
    };
    getSimulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a simulation: its job.
                 * @example demo
                 */
                simulation: components["parameters"]["simulation"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By day and department, and the first changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            /** @description Server-sent events `job`, each a Job with how far it is and what it has found, until it has ended. A client that was cut off sends Last-Event-ID and misses no change of state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            query?: {
                /** @description Only cases of this scope. */
                scope?: components["parameters"]["scope"];
                /** @description Only cases in this state. */
                state?: components["parameters"]["case_state"];
                /** @description Only cases of which a triage says this. */
                outcome?: components["parameters"]["outcome"];
                /** @description Only cases of this route. */
                route?: components["parameters"]["case_route"];
                /** @description A pseudonym. */
                assignee?: components["parameters"]["assignee"];
                /** @description The viewer or the holder. */
                person?: components["parameters"]["case_person"];
                /** @description Only cases that are due on this day or before. */
                due_until?: components["parameters"]["due_until"];
                /** @description The order; `-` turns it round. What is equal stays in the order of numbers. */
                sort?: components["parameters"]["case_sort"];
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
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    openCase: {
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
                 *       "scope": "demo",
                 *       "review": "demo"
                 *     }
                 */
                "application/json": components["schemas"]["GatherRequest"];
            };
        };
        responses: {
            /** @description What it did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gathered"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    changeCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "due": "2027-01-29"
                 *     }
                 */
                "application/json": components["schemas"]["CaseChange"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listCaseFindings: {
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
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
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
                    "application/json": components["schemas"]["CaseFindingPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getCaseHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    triage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "explained",
                 *       "reason": "当番表のとおり"
                 *     }
                 */
                "application/json": components["schemas"]["TriageRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    secondCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agrees": true
                 *     }
                 */
                "application/json": components["schemas"]["CheckRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    reopenCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "新しい当番表"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    triageMany: {
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
                 *       "cases": [
                 *         {
                 *           "case": "1"
                 *         }
                 *       ],
                 *       "outcome": "explained",
                 *       "reason": "当番表のとおり"
                 *     }
                 */
                "application/json": components["schemas"]["TriagesRequest"];
            };
        };
        responses: {
            /** @description As they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseList"];
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
    checkMany: {
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
                 *       "cases": [
                 *         {
                 *           "case": "1"
                 *         }
                 *       ],
                 *       "agrees": true
                 *     }
                 */
                "application/json": components["schemas"]["ChecksRequest"];
            };
        };
        responses: {
            /** @description As they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseList"];
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
    comment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "所属長に確認中"
                 *     }
                 */
                "application/json": components["schemas"]["CommentRequest"];
            };
        };
        responses: {
            /** @description The case as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listAttachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their names and hashes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    attach: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "roster.txt",
                 *       "media": "text/plain",
                 *       "content": "5b2T55Wq6KGo"
                 *     }
                 */
                "application/json": components["schemas"]["AttachmentRequest"];
            };
        };
        responses: {
            /** @description What was kept. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
                /**
                 * @description The hash of a file.
                 * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                 */
                sha256: components["parameters"]["sha256"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its bytes. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listDeadlines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that run, and those that were met. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlineList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    noteReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rule": "ppc-preliminary",
                 *       "day": "2026-11-26",
                 *       "reference": "受付1号"
                 *     }
                 */
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description The case as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listDue: {
        parameters: {
            query?: {
                /**
                 * @description What is due within so many days.
                 * @example 14
                 */
                days_ahead?: components["parameters"]["days_ahead"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The soonest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    inquire: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a case.
                 * @example 1
                 */
                case: components["parameters"]["case"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "manager",
                 *       "addressee": "配電部 配電課長",
                 *       "subject": "P000001",
                 *       "question": "業務上の理由をお知らせください",
                 *       "due": "2027-01-15"
                 *     }
                 */
                "application/json": components["schemas"]["InquiryRequest"];
            };
        };
        responses: {
            /** @description The inquiry, and the link, which is shown once. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InquiryAsked"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listInquiries: {
        parameters: {
            query?: {
                /** @description Only inquiries of this case. */
                case?: components["parameters"]["case_filter"];
                /** @description Only inquiries in this state. */
                state?: components["parameters"]["inquiry_state"];
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
                    "application/json": components["schemas"]["InquiryPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getInquiry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of an inquiry.
                 * @example 1
                 */
                inquiry: components["parameters"]["inquiry"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inquiry"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of an inquiry.
                 * @example 1
                 */
                inquiry: components["parameters"]["inquiry"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    remind: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an inquiry.
                 * @example 1
                 */
                inquiry: components["parameters"]["inquiry"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inquiry"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    withdrawInquiry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an inquiry.
                 * @example 1
                 */
                inquiry: components["parameters"]["inquiry"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "照会先の誤り"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inquiry"];
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
    listOwnInquiries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InquiryList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    answerInquiry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an inquiry.
                 * @example 1
                 */
                inquiry: components["parameters"]["inquiry"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "当番のため"
                 *     }
                 */
                "application/json": components["schemas"]["AnswerRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inquiry"];
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
    openLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The secret of a one-time link.
                 * @example AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8
                 */
                link: components["parameters"]["link"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The inquiry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedInquiry"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    answerLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The secret of a one-time link.
                 * @example AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8
                 */
                link: components["parameters"]["link"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "課長 山田",
                 *       "text": "当番のため"
                 *     }
                 */
                "application/json": components["schemas"]["LinkAnswerRequest"];
            };
        };
        responses: {
            /** @description That it was taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answered"];
                };
            };
            400: components["responses"]["MalformedRequest"];
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
    listFigures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    publishFigure: {
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
                 *       "figure": "press-2026-11",
                 *       "title": "公表",
                 *       "recipient": "経済産業省",
                 *       "review": "demo",
                 *       "part": "total",
                 *       "counts": [
                 *         "contracts",
                 *         "retailers"
                 *       ],
                 *       "approval": "決裁2026-1126"
                 *     }
                 */
                "application/json": components["schemas"]["FigureRequest"];
            };
        };
        responses: {
            /** @description The frozen version. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figure"];
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
    getFigure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of a figure.
                 * @example press-2026-11
                 */
                figure: components["parameters"]["figure"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    countSwitches: {
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
                 *       "review": "demo",
                 *       "registers": "demo",
                 *       "months": 6
                 *     }
                 */
                "application/json": components["schemas"]["SwitchesRequest"];
            };
        };
        responses: {
            /** @description By system and route. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switches"];
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
    listCampaigns: {
        parameters: {
            query?: {
                /** @description Only campaigns of this kind. */
                kind?: components["parameters"]["campaign_kind"];
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
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    openCampaign: {
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
                 *       "fiscal_year": 2022,
                 *       "half": 2,
                 *       "cut_off": "2023-04-20"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignRequest"];
            };
        };
        responses: {
            /** @description The campaign. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
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
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listCampaignFiles: {
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
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
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
                    "application/json": components["schemas"]["CampaignFilePage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getCampaignHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    freezePopulation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "review": "demo",
                 *       "systems": [
                 *         {
                 *           "system": "nol",
                 *           "department": "配電部",
                 *           "extracted_by": "it-1"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FreezeRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "system": "nol",
                 *       "statement": "found",
                 *       "department": "配電部"
                 *     }
                 */
                "application/json": components["schemas"]["StatementRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    selfCheckStatement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "system": "nol",
                 *       "agrees": true
                 *     }
                 */
                "application/json": components["schemas"]["OpinionRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    checkStatement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "system": "nol",
                 *       "agrees": true
                 *     }
                 */
                "application/json": components["schemas"]["OpinionRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    approveCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "決裁2023-0501"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignApprovalRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    returnCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "systems": [
                 *         "nol"
                 *       ],
                 *       "reason": "件数の再確認"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    readCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    openAudit: {
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
                 *       "fiscal_year": 2022,
                 *       "half": 2,
                 *       "cut_off": "2023-04-20"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignRequest"];
            };
        };
        responses: {
            /** @description The audit. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
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
    freezeAudit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "review": "demo",
                 *       "systems": [
                 *         {
                 *           "system": "nol",
                 *           "department": "配電部",
                 *           "extracted_by": "it-1"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FreezeRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listSample: {
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
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplePage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    drawSample: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seed": "2026-11-26",
                 *       "lines": 25
                 *     }
                 */
                "application/json": components["schemas"]["SampleRequest"];
            };
        };
        responses: {
            /** @description The audit as it is now. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
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
    judgeSample: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "place": 0,
                 *       "verdict": "agrees"
                 *     }
                 */
                "application/json": components["schemas"]["VerdictRequest"];
            };
        };
        responses: {
            /** @description The audit as it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
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
    rePerform: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
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
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getAuditReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    reportAudit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a campaign or an audit.
                 * @example 1
                 */
                campaign: components["parameters"]["campaign"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "findings": []
                 *     }
                 */
                "application/json": components["schemas"]["AuditReportRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
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
    listDisasters: {
        parameters: {
            query?: {
                /** @description Only those with an office that is open or about to be, or only those that are over. */
                state?: components["parameters"]["disaster_state"];
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
                    "application/json": components["schemas"]["DisasterPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    declareDisaster: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
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
                 *       "name": "台風12号",
                 *       "number": "2026-配-118",
                 *       "openings": [
                 *         {
                 *           "office": "熊本配電事業所",
                 *           "from": "2026-09-10T00:00:00Z",
                 *           "areas": [
                 *             "熊本県上益城郡"
                 *           ],
                 *           "systems": [
                 *             "nol"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DisasterRequest"];
            };
        };
        responses: {
            /** @description The disaster, with its offices. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disaster"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getDisaster: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a disaster.
                 * @example 1
                 */
                disaster: components["parameters"]["disaster"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It, with its offices. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disaster"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getDisasterHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a disaster.
                 * @example 1
                 */
                disaster: components["parameters"]["disaster"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    openOffice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a disaster.
                 * @example 1
                 */
                disaster: components["parameters"]["disaster"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "office": "阿蘇配電事業所",
                 *       "from": "2026-09-10T00:00:00Z",
                 *       "areas": [
                 *         "熊本県上益城郡"
                 *       ],
                 *       "systems": [
                 *         "nol"
                 *       ],
                 *       "number": "2026-配-119"
                 *     }
                 */
                "application/json": components["schemas"]["OpeningRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disaster"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    approveOpening: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an office's opening of a disaster.
                 * @example 1
                 */
                opening: components["parameters"]["opening"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": ""
                 *     }
                 */
                "application/json": components["schemas"]["OpeningApprovalRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disaster"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    extendOpening: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an office's opening of a disaster.
                 * @example 1
                 */
                opening: components["parameters"]["opening"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "2099-09-20T00:00:00Z",
                 *       "reason": "復旧の長期化",
                 *       "number": "2026-配-121"
                 *     }
                 */
                "application/json": components["schemas"]["ExtensionRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disaster"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    liftOpening: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an office's opening of a disaster.
                 * @example 1
                 */
                opening: components["parameters"]["opening"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "復旧完了",
                 *       "grace_minutes": 15
                 *     }
                 */
                "application/json": components["schemas"]["LiftingRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disaster"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listPool: {
        parameters: {
            query?: {
                /** @description Only of this office (事業所). */
                office?: components["parameters"]["office_filter"];
                /** @description Only these. */
                state?: components["parameters"]["pool_state"];
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
                    "application/json": components["schemas"]["PoolPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    addToPool: {
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
                 *       "office": "熊本配電事業所",
                 *       "terminals": [
                 *         "T-EXAMPLE"
                 *       ],
                 *       "accounts": [
                 *         "nol/dr0001"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PoolRequest"];
            };
        };
        responses: {
            /** @description What was added, and what was not, with its reason. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolAnswer"];
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
    setPoolState: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a terminal or an ID in a pool.
                 * @example 1
                 */
                item: components["parameters"]["item"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "ready",
                 *       "reason": "点検済み"
                 *     }
                 */
                "application/json": components["schemas"]["PoolStateRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolItem"];
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
    lend: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an office's opening of a disaster.
                 * @example 1
                 */
                opening: components["parameters"]["opening"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "terminal": "T-EXAMPLE",
                 *       "account": "nol/dr0001",
                 *       "name": "応援 太郎",
                 *       "kana": "オウエン タロウ",
                 *       "employer": "OTHER-TD",
                 *       "until": "2099-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["LendingRequest"];
            };
        };
        responses: {
            /** @description The lending, with what contradicts it where it was on paper. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lending"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listLendings: {
        parameters: {
            query?: {
                /** @description Only of this disaster, by its number. */
                disaster?: components["parameters"]["disaster_filter"];
                /** @description Only of this office's opening, by its number. */
                opening?: components["parameters"]["opening_filter"];
                /** @description Only these. */
                state?: components["parameters"]["lending_state"];
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
                    "application/json": components["schemas"]["LendingPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lending"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getLendingHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    printSlip: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "format": "pdf",
                 *       "language": "ja"
                 *     }
                 */
                "application/json": components["schemas"]["SlipRequest"];
            };
        };
        responses: {
            /** @description A4, or the same as text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/plain": string;
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
    issueCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "2026-配-118",
                 *       "format": "json",
                 *       "language": "ja"
                 *     }
                 */
                "application/json": components["schemas"]["OneTimeCodeRequest"];
            };
        };
        responses: {
            /** @description The code; or the sheet with it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSheet"];
                    "application/pdf": string;
                    "text/plain": string;
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
    handOverSheet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "what": "slip"
                 *     }
                 */
                "application/json": components["schemas"]["HandingOverRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lending"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    extendLending: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "2099-01-02T00:00:00Z",
                 *       "reason": "応援の延長"
                 *     }
                 */
                "application/json": components["schemas"]["ExtensionRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lending"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    endLending: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "応援終了",
                 *       "grace_minutes": 0
                 *     }
                 */
                "application/json": components["schemas"]["LiftingRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lending"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    noteDeletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a lending.
                 * @example 1
                 */
                lending: components["parameters"]["lending"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "deleted_by": "配電システム管理者"
                 *     }
                 */
                "application/json": components["schemas"]["DeletionRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lending"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    takeBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an office's opening of a disaster.
                 * @example 1
                 */
                opening: components["parameters"]["opening"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "codes": "T-EXAMPLE\n"
                 *     }
                 */
                "application/json": components["schemas"]["ScanRequest"];
            };
        };
        responses: {
            /** @description What each code is, and what is still out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanAnswer"];
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
    listStockTakes: {
        parameters: {
            query?: {
                /** @description Only of this office (事業所). */
                office?: components["parameters"]["office_filter"];
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
                    "application/json": components["schemas"]["StockTakePage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    takeStock: {
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
                 *       "office": "熊本配電事業所",
                 *       "codes": "T-EXAMPLE\n"
                 *     }
                 */
                "application/json": components["schemas"]["StockTakeRequest"];
            };
        };
        responses: {
            /** @description The stock-take, which is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockTake"];
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
    listIrregularities: {
        parameters: {
            query?: {
                /** @description Only of this disaster, by its number. */
                disaster?: components["parameters"]["disaster_filter"];
                /** @description Open ones, closed ones; without it, both. */
                state?: components["parameters"]["irregularity_state"];
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
            /** @description A page of them, and how many are open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IrregularityPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    closeIrregularity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The name of an irregularity, as the list has it.
                 * @example lending-1-terminal
                 */
                irregularity: components["parameters"]["irregularity"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "紛失届を受理し、端末を無効化した"
                 *     }
                 */
                "application/json": components["schemas"]["ClosingRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Irregularity"];
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
    getDecisionPoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPoint"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    evaluate: {
        parameters: {
            query?: {
                /**
                 * @description The status of an answer that is no: 200, as AuthZEN has it, or 403 for what understands the status alone, such as `auth_request` of nginx and ext_authz of Envoy.
                 * @example 403
                 */
                denied?: components["parameters"]["denied_as"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "person",
                 *         "id": "P000123",
                 *         "properties": {
                 *           "account": "k00123",
                 *           "device_id": "KTD-PC-00001"
                 *         }
                 *       },
                 *       "action": {
                 *         "name": "view"
                 *       },
                 *       "resource": {
                 *         "type": "supply_point",
                 *         "id": "0900418822310045110021",
                 *         "properties": {
                 *           "system": "nol"
                 *         }
                 *       },
                 *       "context": {
                 *         "obligations": [
                 *           "mask"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Yes or no, and why. */
            200: {
                headers: {
                    "Sekisho-Entry": components["headers"]["SekishoEntry"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthzenDecision"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            /** @description The caller may not ask; or the answer is no, and the caller wanted this status for it. */
            403: {
                headers: {
                    "Sekisho-Entry": components["headers"]["SekishoEntry"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthzenDecision"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    evaluateMany: {
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
                 *       "subject": {
                 *         "type": "person",
                 *         "id": "P000123",
                 *         "properties": {
                 *           "account": "k00123",
                 *           "device_id": "KTD-PC-00001"
                 *         }
                 *       },
                 *       "action": {
                 *         "name": "view"
                 *       },
                 *       "evaluations": [
                 *         {
                 *           "resource": {
                 *             "type": "supply_point",
                 *             "id": "0900418822310045110021",
                 *             "properties": {
                 *               "system": "nol"
                 *             }
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description A decision for each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthzenDecisions"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchSubjects: {
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
                 *       "subject": {
                 *         "type": "person"
                 *       },
                 *       "action": {
                 *         "name": "view"
                 *       },
                 *       "resource": {
                 *         "type": "supply_point",
                 *         "id": "0900418822310045110021",
                 *         "properties": {
                 *           "system": "nol"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description People or accounts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthzenResults"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchResources: {
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
                 *       "subject": {
                 *         "type": "person",
                 *         "id": "P000123",
                 *         "properties": {
                 *           "account": "k00123",
                 *           "device_id": "KTD-PC-00001"
                 *         }
                 *       },
                 *       "action": {
                 *         "name": "view"
                 *       },
                 *       "resource": {
                 *         "type": "system"
                 *       }
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Systems. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthzenResults"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchActions: {
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
                 *       "subject": {
                 *         "type": "person",
                 *         "id": "P000123",
                 *         "properties": {
                 *           "account": "k00123",
                 *           "device_id": "KTD-PC-00001"
                 *         }
                 *       },
                 *       "resource": {
                 *         "type": "supply_point",
                 *         "id": "0900418822310045110021",
                 *         "properties": {
                 *           "system": "nol"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Actions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthzenResults"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    whoMaySee: {
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
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each role with each act at each kind of thing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleTable"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
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
            /** @description In the order in which they are asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliciesInForce"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listPolicySets: {
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
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicySetPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getPolicySet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The hash of a set of policies, as run.json names it (policy_set_hash).
                 * @example 0000000000000000000000000000000000000000000000000000000000000000
                 */
                version: components["parameters"]["policy_version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its policies and every file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicySet"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listPolicyDrafts: {
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
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    draftPolicies: {
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
                 *       "title": "委託先の端末の扱い",
                 *       "files": [
                 *         {
                 *           "name": "barrier/40-visitors.cedar",
                 *           "text": "permit (principal, action, resource);"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PolicyDraftRequest"];
            };
        };
        responses: {
            /** @description The draft, with what was found. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
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
    revisePolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "removed": [
                 *         "barrier/40-visitors.cedar"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PolicyRevisionRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    tryPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "files": [
                 *         {
                 *           "name": "barrier/40-visitors.cedar",
                 *           "text": "permit (principal, action, resource);"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PolicyRevisionRequest"];
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftCheck"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    proposePolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "契約の範囲が変わったため"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    approvePolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "決裁2026-1126"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyApprovalRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    returnPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "テストが足りない"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyReturnRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    readPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    applyPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "決裁2026-1126"
                 *     }
                 */
                "application/json": components["schemas"]["PolicyApplicationRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "不要になったため"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDraftDetail"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPolicyDraftHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a draft of policies.
                 * @example 1
                 */
                draft: components["parameters"]["draft"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listEmergencies: {
        parameters: {
            query?: {
                /** @description Only these, as they are now. */
                state?: components["parameters"]["emergency_state"];
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
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmergencyPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    askForEmergency: {
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
                 *       "person": "P1",
                 *       "system": "nol",
                 *       "account": "n1",
                 *       "reason": "保安上の緊急対応のため",
                 *       "hours": 2
                 *     }
                 */
                "application/json": components["schemas"]["EmergencyRequest"];
            };
        };
        responses: {
            /** @description It waits for a second person. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEmergency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    startEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "決裁2026-1127"
                 *     }
                 */
                "application/json": components["schemas"]["StartRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuseEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "通常の利用権限で対応できるため"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "対応が完了したため"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    reviewEmergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "result": "in-order",
                 *       "comment": "対応記録と照合した"
                 *     }
                 */
                "application/json": components["schemas"]["AfterwardsRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Emergency"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEmergencyLooks: {
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
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedLookPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    getEmergencyHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of an emergency.
                 * @example 1
                 */
                emergency: components["parameters"]["emergency"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listOutagePlans: {
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
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutagePlanPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    draftOutagePlan: {
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
                 *       "system": "nol",
                 *       "opens": true,
                 *       "actions": [
                 *         "view",
                 *         "search"
                 *       ],
                 *       "minutes": 240,
                 *       "reason": "停電対応・保安業務の継続のため"
                 *     }
                 */
                "application/json": components["schemas"]["OutagePlanRequest"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutagePlan"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOutagePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a plan for an outage.
                 * @example 1
                 */
                plan: components["parameters"]["plan"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutagePlan"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    startOutagePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a plan for an outage.
                 * @example 1
                 */
                plan: components["parameters"]["plan"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "決裁2026-1128"
                 *     }
                 */
                "application/json": components["schemas"]["StartRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutagePlan"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuseOutagePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tags of what the client has seen. */
                "If-Match"?: components["parameters"]["if_match"];
                /** @description Names the act: it is done once, and its answer is kept for a day. */
                "Idempotency-Key"?: components["parameters"]["idempotency_key"];
            };
            path: {
                /**
                 * @description The number of a plan for an outage.
                 * @example 1
                 */
                plan: components["parameters"]["plan"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "対象業務が広すぎるため"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutagePlan"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["ChangedMeanwhile"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOutagePlanHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of a plan for an outage.
                 * @example 1
                 */
                plan: components["parameters"]["plan"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listOutageLooks: {
        parameters: {
            query?: {
                /**
                 * @description Those that were reviewed, or those that were not; without it all.
                 * @example no
                 */
                reviewed?: components["parameters"]["reviewed"];
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
            /** @description A page, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedLookPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    reviewOutageLooks: {
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
                 *       "looks": [
                 *         "1"
                 *       ],
                 *       "result": "in-order",
                 *       "comment": "停電対応の記録と照合した"
                 *     }
                 */
                "application/json": components["schemas"]["LookReviewRequest"];
            };
        };
        responses: {
            /** @description They, as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedLookList"];
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
            503: components["responses"]["Unavailable"];
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
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    listEntries: {
        parameters: {
            query?: {
                /** @description A pseudonym: the actor, the subject, or who approved. */
                person?: components["parameters"]["entry_person"];
                /** @description The reference number that a gate's page shows. */
                request?: components["parameters"]["entry_request"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            400: components["responses"]["MalformedRequest"];
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
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPage"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    freezeExport: {
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
                 *       "review": "demo",
                 *       "table": "findings",
                 *       "format": "csv",
                 *       "approval": "決裁2026-1126",
                 *       "recipient": "経済産業省"
                 *     }
                 */
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description What was frozen; `…/file` gives it. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
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
            503: components["responses"]["Unavailable"];
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description One range of bytes (RFC 9110, 14); another one is overlooked. */
                Range?: components["parameters"]["range"];
                /** @description The tag of what the client has a part of; of something else it gets the whole. */
                "If-Range"?: components["parameters"]["if_range"];
            };
            path: {
                /**
                 * @description The number of an export.
                 * @example 1
                 */
                export: components["parameters"]["export"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows as docs/formats/findings.md has them, a figure, or a paper. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description The part that `Range` asks for, one range of bytes; `Content-Range` says which. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description It has no such part; `Content-Range` says how long it is. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["InvalidRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
    makeReport: {
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
                 *       "paper": "viewpoints",
                 *       "review": "demo",
                 *       "format": "xlsx",
                 *       "language": "ja"
                 *     }
                 */
                "application/json": components["schemas"]["PaperRequest"];
            };
        };
        responses: {
            /** @description A job, which waits for its turn; `Location` is the job. Its result is the number of the export. */
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
            503: components["responses"]["Unavailable"];
        };
    };
}
