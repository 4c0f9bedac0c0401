#include "app/offline/chain_text.h"

#include "app/texts/value_text.h"

namespace timecoin {

namespace {

QString text(const char* literal) {
    return QString::fromUtf8(literal);
}

QString wordsOf(SnapshotFault fault) {
    using enum SnapshotFault;
    switch (fault) {
    case Unreadable: return text("the file cannot be read");
    case Stopped: return text("stopped");
    case NotASnapshot: return text("this is no snapshot");
    case NewerFormat: return text("it was made by a newer program; a newer TimeCoin can read it");
    case OtherGenesis: return text("it is of another network");
    case Truncated: return text("it ends too early: a part of it is missing");
    case Malformed: return text("it is damaged");
    case HeightsNotRising: return text("this end of an epoch does not follow the one before");
    case EpochNotEnded: return text("no epoch ends there");
    case UncertifiedBoundary:
        return text("the masternodes of that time have not signed this block");
    case WrongMembers: return text("these are not the masternodes that the signed block names");
    case WrongRegistry: return text("this is not the registry that the signed block names");
    case NewerRules: return text("the network has agreed on rules that this program does not know");
    case WrongPageList: return text("the list of its pages is damaged");
    case WrongPage: return text("this page is damaged");
    case CoinsNotAscending: return text("its coins are not in order");
    case ImpossibleCoin: return text("it holds a coin that cannot exist");
    case WrongCoins: return text("its coins are not those that the signed block names");
    case WrongSupply: return text("its coins are not worth what the network has issued");
    case LeftOver: return text("there is something behind its end");
    }
    return {};
}

QString wordsOf(ChainProblem::Code code) {
    using enum ChainProblem::Code;
    switch (code) {
    case Unreadable: return text("cannot be read");
    case BrokenLink: return text("is not the child of the block before");
    case Uncertified: return text("is not signed by the masternodes of its height");
    case WrongBody: return text("holds other transactions than its header names");
    case NotInIndex: return text("holds a transaction that the index does not find");
    case WrongRegistry: return text("leads to another registry than its header names");
    case WrongBoundary: return text("does not fit the end of its epoch as it is kept");
    case WrongTip: return text("is newest, but what is kept beside it is not the state after it");
    case WrongCoins: return text("names other coins than those that are here");
    case WrongLockIndex: return text("stands over coins that the index by address does not find");
    case WrongSupply: return text("stands over coins that are not worth what was issued");
    case Contradiction: return text("stands over tables that contradict each other");
    }
    return {};
}

}  // namespace

QString sentenceOf(const StorageError& error) {
    const QString detail = QString::fromStdString(error.detail);
    switch (error.code) {
    case StorageCode::Full:
        return text("the disk is full; what was there is unchanged. Make room and do this again "
                    "(%1)")
            .arg(detail);
    case StorageCode::Corrupt: return text("the chain database is damaged: ") + detail;
    case StorageCode::NewerVersion:
        return text("the chain database was written by a newer program: ") + detail;
    case StorageCode::WrongNetwork: return text("the chain is of another network: ") + detail;
    case StorageCode::Locked: return text("another program has the chain database open: ") + detail;
    case StorageCode::Io: return text("the disk failed: ") + detail;
    case StorageCode::WrongCheckpoint:
        return text("the chain is another one than a checkpoint names: ") + detail;
    case StorageCode::CannotOpen: break;
    }
    return text("the chain database cannot be opened: ") + detail;
}

QString sentenceOf(const SnapshotError& error) {
    QString place;
    if (error.page > 0)
        place = text("page %1: ").arg(grouped(error.page));
    else if (error.boundary > 0)
        place = text("block %1: ").arg(grouped(error.boundary));
    return place + wordsOf(error.fault);
}

QString sentenceOf(const SnapshotRefusal& refusal) {
    using Code = SnapshotRefusal::Code;
    switch (refusal.code) {
    case Code::Storage:
        return refusal.storage ? sentenceOf(*refusal.storage) : text("the store failed");
    case Code::NoBoundary:
        return text("no epoch has ended yet: there is nothing to make a snapshot of");
    case Code::NotProven:
        return text("the chain here does not prove itself (%1). Run timecoin-tool check")
            .arg(sentenceOf(refusal.check));
    case Code::CoinsMoved: return text("the coins changed while they were read");
    case Code::CannotWrite: return text("the file cannot be written");
    case Code::Stopped: return text("stopped");
    }
    return {};
}

QString sentenceOf(const ChainProblem& problem) {
    QString out = text("block %1 %2").arg(grouped(problem.height), wordsOf(problem.code));
    if (!problem.detail.empty()) out += text(" (%1)").arg(QString::fromStdString(problem.detail));
    return out;
}

QString sentenceOf(const RebuildReport& report) {
    using End = RebuildReport::End;
    const QString next = grouped(report.height + 1);
    const QString detail = QString::fromStdString(report.detail);
    switch (report.end) {
    case End::NoMore: return text("there is no block %1 here").arg(next);
    case End::Unreadable: return text("block %1 cannot be read (%2)").arg(next, detail);
    case End::Uncertified:
        return text("block %1 is not signed by the masternodes of its height").arg(next);
    case End::Invalid: return text("block %1 breaks a rule (%2)").arg(next, detail);
    case End::Stopped: return text("stopped");
    }
    return {};
}

}  // namespace timecoin
