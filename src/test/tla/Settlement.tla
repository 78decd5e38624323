----------------------------- MODULE Settlement -----------------------------
(* Money operations of one card, all for the same amount: intent, send, webhook, poll, settle. What is left *)
(* out, and what it found: docs/formal-model.md. Its laws: Laws.tla.                                        *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Ops,        \* 1..n: the operations in the order in which they may begin
          Replicas,   \* who looks at open operations, each on its own
          LastTick, LastBegin, \* a tick is longer than the clock skew; time is what happened in which tick
          InTime,     \* the issuer carries a request out within so many ticks, or never
          Deadline,   \* ticks until an open operation goes to an operator
          \* The product's rules; each can be switched off to see it missed.
          SendsOnce, TwoWitnesses, EffectKey, CountedOnce, TimeRule, OneOpen, RowLock, RipeByLook,
          CutOffIsSent,
          \* What is assumed of the world.
          Stranger,      \* money may have moved before the first operation, its webhook still to come
          Misled,        \* so many witnesses may say the opposite of what is true
          CarriesInTime, \* nothing is carried out later than InTime
          Apart          \* no operation begins within the clock skew of money that moved on its card

VARIABLES now,
          txs,   \* the issuer's transactions, each told of by webhook and record; owner, hits: for the laws
          wire,  \* per operation: calls under way, calls that the issuer took, its answer
          step,  \* per operation: how far the process has come that carries it out
          op,    \* per operation: its row
          look   \* per replica: a verdict that it has reached and not written yet
vars == <<now, txs, wire, step, op, look>>

Open == {"REQUESTED", "PENDING", "UNKNOWN", "IN_REVIEW"}
Settled == {"SUCCEEDED", "FAILED"}
Nothing == [st |-> "NONE", created |-> 0, base |-> 99, quiet |-> {}, sent |-> FALSE, tx |-> 0,
            counted |-> FALSE, noted |-> FALSE, by |-> "nobody"]
NoLook == [of |-> 0, moved |-> FALSE, carrier |-> 0]
Unread == 99
Max(S) == CHOOSE x \in S : \A y \in S : y <= x
Own(o) == {i \in DOMAIN txs : txs[i].owner = o /\ txs[i].ok}
Transaction(o, at, ok) == [owner |-> o, at |-> at, ok |-> ok, hits |-> 0, keyed |-> FALSE]
Balance == Cardinality({i \in DOMAIN txs : txs[i].ok})

Init == /\ now = 1
        /\ txs \in {<<>>} \cup IF Stranger THEN {<<Transaction(0, 0, TRUE)>>} ELSE {}
        /\ wire = [o \in Ops |-> [fly |-> 0, due |-> 0, says |-> "nothing", sends |-> 0]]
        /\ step = [o \in Ops |-> "idle"]
        /\ op = [o \in Ops |-> Nothing]
        /\ look = [r \in Replicas |-> NoLook]

(* What was not carried out in time never is. *)
Early(o, at) == CarriesInTime => at <= op[o].created + InTime
Tick == /\ now < LastTick /\ now' = now + 1
        /\ wire' = [o \in Ops |-> IF Early(o, now + 1) THEN wire[o]
                                  ELSE [wire[o] EXCEPT !.fly = 0, !.due = 0]]
        /\ UNCHANGED <<txs, step, op, look>>

---------------------------------------------------------------------------
(* The command: Commands, Recharges. *)

(* The balances are read before the intent; they may be unreadable. *)
Measure(o) ==
    /\ step[o] = "idle" /\ \A p \in Ops : p < o => step[p] # "idle"
    /\ now <= LastBegin
    /\ step' = [step EXCEPT ![o] = "measured"]
    /\ \E base \in {Balance, Unread} :
         op' = [op EXCEPT ![o].base = base, ![o].quiet = {p \in Ops : op[p].st \in Settled}]
    /\ UNCHANGED <<now, txs, wire, look>>

(* First transaction: the intent, committed before anything is sent. Index one_open_operation_per_card. *)
Begin(o) ==
    /\ step[o] = "measured" /\ now <= LastBegin
    /\ \A p \in Ops : p < o => step[p] # "measured"
    /\ OneOpen => \A p \in Ops : op[p].st \notin Open
    /\ Apart => \A i \in DOMAIN txs : txs[i].at < now
    /\ step' = [step EXCEPT ![o] = "ready"]
    /\ op' = [op EXCEPT ![o].st = "REQUESTED", ![o].created = now]
    /\ UNCHANGED <<now, txs, wire, look>>

Send(o) == /\ step[o] = "ready"
           /\ step' = [step EXCEPT ![o] = "sent"]
           /\ wire' = [wire EXCEPT ![o].fly = @ + 1, ![o].sends = @ + 1]
           /\ UNCHANGED <<now, txs, op, look>>

(* OperationLifecycle.ended: evidence ends what is open; against what is settled it is only noted. *)
Write(row, st, by) == [row EXCEPT !.st = st, !.by = by, !.base = Unread, !.quiet = {}]
End(row, st, by) ==
    IF row.st \in Open THEN Write(row, st, by)
    ELSE IF row.st = st THEN row ELSE [row EXCEPT !.noted = TRUE]

(* Second transaction: what became of the call. *)
Record(o, row) == /\ step' = [step EXCEPT ![o] = "gone"]
                  /\ wire' = [wire EXCEPT ![o].says = "nothing"]
                  /\ op' = [op EXCEPT ![o] = row]
                  /\ UNCHANGED <<now, txs, look>>
Sent(o) == [op[o] EXCEPT !.sent = TRUE]
NeverSent(o) == step[o] = "ready" /\ Record(o, End(op[o], "FAILED", "answer"))
HearNo(o) == /\ step[o] = "sent" /\ wire[o].says = "no"
             /\ Record(o, End(Sent(o), "FAILED", "answer"))
HearYes(o) == /\ step[o] = "sent" /\ wire[o].says = "yes"
              /\ Record(o, [Sent(o) EXCEPT
                              !.st = IF @ \in {"REQUESTED", "UNKNOWN"} THEN "PENDING" ELSE @])
HearNothing(o) == /\ step[o] = "sent"
                  /\ Record(o, [Sent(o) EXCEPT !.st = IF @ = "REQUESTED" THEN "UNKNOWN" ELSE @])
Crash(o) == step[o] \in {"measured", "ready", "sent"} /\ Record(o, op[o])

---------------------------------------------------------------------------
(* The issuer. A call that never arrives, is never carried out, or never told of needs no step of its own. *)
Take(o) == /\ wire[o].fly > 0 /\ Early(o, now)
           /\ \E yes \in BOOLEAN :
                wire' = [wire EXCEPT ![o].fly = @ - 1, ![o].due = IF yes THEN @ + 1 ELSE @,
                           ![o].says = CASE step[o] = "gone" -> @ [] yes -> "yes" [] OTHER -> "no"]
           /\ UNCHANGED <<now, txs, step, op, look>>
CarryOut(o) ==
    /\ wire[o].due > 0 /\ Early(o, now)
    /\ wire' = [wire EXCEPT ![o].due = @ - 1]
    /\ \E ok \in BOOLEAN :
         txs' = Append(txs, Transaction(o, now, ok))
    /\ UNCHANGED <<now, step, op, look>>

---------------------------------------------------------------------------
(* A webhook, or its record: whenever, however often, in whatever order, or never. Batch, FundingFacts.owner. *)
NotOlder(i, o) == TimeRule => txs[i].at >= op[o].created
Owner(i) ==
    LET mine == {o \in Ops : op[o].st \in Settled /\ op[o].tx = i}
        open == {o \in Ops : op[o].st \in Open /\ NotOlder(i, o)}
        fits == {o \in Ops : op[o].st \in Settled /\ op[o].sent /\ op[o].tx = 0 /\ NotOlder(i, o)}
    IN CASE mine # {} -> Max(mine) [] open # {} -> Max(open) [] fits # {} -> Max(fits) [] OTHER -> 0
Counts(o) == o = 0 \/ ~CountedOnce \/ ~op[o].counted
Told(i) ==
    LET o == Owner(i)
        ok == txs[i].ok
        row == End([op[o] EXCEPT !.tx = i], IF ok THEN "SUCCEEDED" ELSE "FAILED", "told")
    IN /\ ~(EffectKey /\ txs[i].keyed)
       /\ ok \/ o # 0                      \* a failure that is nobody's is parked
       /\ txs[i].hits < 2                  \* a second time is a violation already
       /\ txs' = [txs EXCEPT ![i].keyed = TRUE, ![i].hits = IF ok /\ Counts(o) THEN @ + 1 ELSE @]
       /\ op' = IF o = 0 THEN op
                ELSE [op EXCEPT ![o] = [row EXCEPT !.counted = @ \/ ok]]
       /\ UNCHANGED <<now, wire, step, look>>

---------------------------------------------------------------------------
(* Settlement: Sweeper, Questions, MoneyQuestions, MoneyEvidence, Verdict, Overdue. *)

(* What a crash cut off counts as sent without an answer. *)
CutOff(o) == /\ op[o].st = "REQUESTED"
             /\ op' = [op EXCEPT ![o].st = "UNKNOWN", ![o].sent = @ \/ CutOffIsSent]
             /\ UNCHANGED <<now, txs, wire, step, look>>

Resend(o) == /\ ~SendsOnce /\ op[o].st = "UNKNOWN" /\ wire[o].sends < 2
             /\ wire' = [wire EXCEPT ![o].fly = @ + 1, ![o].sends = @ + 1]
             /\ UNCHANGED <<now, txs, step, op, look>>

(* MoneyEvidence, CardStatement: each witness speaks only where what it shows has one explanation. *)
Fitting(o) == {i \in DOMAIN txs : txs[i].at >= op[o].created /\ \A p \in Ops \ {o} : op[p].tx # i}
Done(o) == {i \in Fitting(o) : txs[i].ok}
Others(o) == {p \in Ops \ ({o} \cup op[o].quiet) :
                op[p].st # "NONE" /\ (op[p].sent \/ op[p].st # "FAILED")}
Difference(o) == CASE op[o].base = Unread -> "nothing"
                   [] Balance = op[o].base + 1 -> "moved"
                   [] Balance = op[o].base -> "not moved"
                   [] OTHER -> "nothing"
Witnesses == {"transactions", "card_balance", "account_balance"}
Says(o, w) == CASE w = "transactions" -> (CASE Cardinality(Done(o)) = 1 -> "moved"
                                            [] Done(o) = {} -> "not moved"
                                            [] OTHER -> "nothing")
                [] w = "card_balance" -> Difference(o)
                [] w = "account_balance" -> IF Others(o) = {} THEN Difference(o) ELSE "nothing"
Ripe(o, at) == at > op[o].created + InTime

(* Verdict.of: enough agree and none contradicts. Any witness may be unreadable; some may be misled. *)
Look(r, o) ==
    /\ look[r] = NoLook /\ op[o].st \in {"PENDING", "UNKNOWN"}
    /\ \E readable \in SUBSET Witnesses, wrong \in SUBSET Witnesses :
         LET say(this, opposite) ==
                 {w \in readable : Says(o, w) = IF w \in wrong THEN opposite ELSE this}
             moved == say("moved", "not moved")
             still == say("not moved", "moved")
             enough(S) == Cardinality(S) >= (IF TwoWitnesses THEN 2 ELSE 1)
         IN /\ Cardinality(wrong) <= Misled /\ wrong \subseteq readable
            /\ \/ still = {} /\ enough(moved)
               \/ moved = {} /\ enough(still) /\ (RipeByLook => Ripe(o, now))
            /\ look' = [look EXCEPT ![r] =
                 [of |-> o, moved |-> still = {},
                  carrier |-> IF "transactions" \in moved /\ Done(o) # {} THEN Max(Done(o)) ELSE 0]]
    /\ UNCHANGED <<now, txs, wire, step, op>>

(* One transaction, the row locked and read again. Conclusions.carriedOut, Overdue.notMoved. *)
Conclude(r) ==
    LET o == look[r].of
        tx == IF look[r].carrier = 0 THEN op[o].tx ELSE look[r].carrier
        row == IF look[r].moved
               THEN Write([op[o] EXCEPT !.tx = tx, !.counted = TRUE], "SUCCEEDED", "weighed")
               ELSE Write(op[o], "FAILED", "weighed")
        hit == IF look[r].carrier # 0 THEN {look[r].carrier} ELSE Own(o)
    IN /\ look[r] # NoLook
       /\ look' = [look EXCEPT ![r] = NoLook]
       /\ IF (RowLock => op[o].st \in Open) /\ (look[r].moved \/ Ripe(o, now))
          THEN /\ op' = [op EXCEPT ![o] = row]
               /\ txs' = [i \in DOMAIN txs |-> IF look[r].moved /\ Counts(o) /\ i \in hit
                                               THEN [txs[i] EXCEPT !.hits = @ + 1] ELSE txs[i]]
          ELSE UNCHANGED <<op, txs>>
       /\ UNCHANGED <<now, wire, step>>

Review(o) == /\ op[o].st \in {"PENDING", "UNKNOWN"} /\ now >= op[o].created + Deadline
             /\ op' = [op EXCEPT ![o].st = "IN_REVIEW"]
             /\ UNCHANGED <<now, txs, wire, step, look>>

(* Reviews: a person decides, rightly or wrongly. *)
Decide(o) == /\ op[o].st = "IN_REVIEW"
             /\ \E st \in Settled : op' = [op EXCEPT ![o] = Write(@, st, "operator")]
             /\ UNCHANGED <<now, txs, wire, step, look>>

Next == \/ Tick
        \/ \E o \in Ops : \/ Measure(o) \/ Begin(o) \/ Send(o) \/ NeverSent(o) \/ HearNo(o) \/ HearYes(o)
                          \/ HearNothing(o) \/ Crash(o) \/ Take(o) \/ CarryOut(o) \/ CutOff(o)
                          \/ Resend(o) \/ Review(o) \/ Decide(o) \/ \E r \in Replicas : Look(r, o)
        \/ \E i \in DOMAIN txs : Told(i)
        \/ \E r \in Replicas : Conclude(r)
=============================================================================
