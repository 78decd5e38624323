-------------------------------- MODULE Laws --------------------------------
(* What must hold in whatever order the steps of Settlement are taken. *)
EXTENDS Settlement

(* Only the sweeper's own steps are fair: no webhook, no answer, no operator has to come. *)
Spec == Init /\ [][Next]_vars /\ WF_vars(Tick)
             /\ \A o \in Ops : WF_vars(CutOff(o)) /\ WF_vars(Review(o))

DebitsWithinIntents == \A o \in Ops : Cardinality(Own(o)) <= (IF op[o].st = "NONE" THEN 0 ELSE 1)
CountedAtMostOnce == \A i \in DOMAIN txs : txs[i].hits <= 1
ToldMoneyIsCounted == \A i \in DOMAIN txs : txs[i].ok /\ txs[i].keyed => txs[i].hits >= 1
OneOpenPerCard == Cardinality({o \in Ops : op[o].st \in Open}) <= 1
SettledIsTrue == \A o \in Ops : op[o].st \in Settled /\ op[o].by # "operator"
                                  => (op[o].st = "SUCCEEDED") = (Own(o) # {})
WrongIsNoted == \A o \in Ops : op[o].st = "FAILED" /\ (\E i \in Own(o) : txs[i].keyed) => op[o].noted
SettledIsFinal == [][\A o \in Ops : op[o].st \in Settled => op'[o].st = op[o].st]_vars
NothingStaysOpen == \A o \in Ops :
    op[o].st \in Open ~> op[o].st \in Settled \cup {"IN_REVIEW"}
=============================================================================
