// The fold of wallet/view against a model that replays the chain (wallet/README.md).
#include "tests/support/properties.h"
#include "tests/support/wallet_story.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace timecoin;

namespace {

/// The sentence the person's trust rests on: what is there is what came less what went.
bool addsUp(const WalletLedger& ledger, Amount initial) {
    std::uint64_t in = initial.satoshi();
    std::uint64_t out = 0;
    for (const auto& [id, record] : ledger.records()) {
        if (!isIrreversible(record.state())) continue;
        const PaymentView view = *ledger.view(id);
        if (view.kind == ViewKind::Received || view.kind == ViewKind::Reward)
            in += view.amount.satoshi();
        if (view.kind == ViewKind::Sent) out += view.amount.satoshi();
        if (view.fee) out += view.fee->satoshi();
    }
    std::uint64_t coins = 0;
    for (const OwnCoin& coin : ledger.coins())
        if (coin.state != OwnCoinState::Pending) coins += coin.coin.output.value.satoshi();
    return coins + out == in;
}

using Fact = std::function<void(WalletLedger&)>;

/// A history of transactions that may stand in a chain together, and the facts that tell of it.
struct Story {
    std::vector<Transaction> ours;  ///< made here, before anything is told
    std::vector<Fact> facts;        ///< in the order in which a node tells them
    std::map<OutPoint, Amount> left;
};

Story genStory() {
    Story story;
    std::map<OutPoint, Output> all;  // everything unspent, ours or not
    all[kGenesisCoin] = {satoshi(1'000'000), ownLock(0, 0)};
    all[{testHash(1), 1}] = {satoshi(500'000), foreignLock(0)};
    const auto isOwn = [](const Lock& lock) { return freshLedger().keyOf(lock).has_value(); };
    const auto lockOf = [](int number) {
        return number < 8 ? ownLock(static_cast<std::uint32_t>(number / 4),
                                    static_cast<std::uint32_t>(number % 4))
                          : foreignLock(static_cast<std::uint32_t>(number));
    };
    const auto height = *rc::gen::inRange<std::uint64_t>(1, 6);
    for (std::uint64_t h = 1; h <= height; ++h) {
        std::vector<Transaction> block;
        // What is final has final ancestors (R-FIN).
        const bool finals = *rc::gen::arbitrary<bool>();
        const int count = *rc::gen::inRange(0, 4);
        for (int i = 0; i < count && !all.empty(); ++i) {
            auto at = all.begin();
            std::advance(at, *rc::gen::inRange<std::size_t>(0, all.size()));
            const auto [outpoint, spent] = *at;
            const std::uint64_t fee = 1'000;
            if (spent.value.satoshi() < 10 * fee) continue;
            const std::uint64_t rest = spent.value.satoshi() - fee;
            const std::uint64_t share = *rc::gen::inRange<std::uint64_t>(1'000, rest - 1'000);
            const Transaction tx =
                transfer({outpoint}, {{satoshi(share), lockOf(*rc::gen::inRange(0, 12))},
                                      {satoshi(rest - share), lockOf(*rc::gen::inRange(0, 12))}});
            // Its rival pays somebody else and loses.
            const Transaction rival = transfer({outpoint}, {{satoshi(rest), foreignLock(77)}});
            const Hash id = tx.id();
            const Hash rivalId = rival.id();
            const bool concerns =
                isOwn(spent.lock) || isOwn(tx.outputs[0].lock) || isOwn(tx.outputs[1].lock);
            if (concerns) {
                const std::uint64_t ms = h * 1'000;
                const bool hasRival = *rc::gen::arbitrary<bool>();
                if (outpoint == kGenesisCoin && *rc::gen::arbitrary<bool>())
                    story.ours.push_back(hasRival && *rc::gen::arbitrary<bool>() ? rival : tx);
                story.facts.push_back([tx, ms](WalletLedger& l) { l.seen(tx, ms); });
                if (hasRival && isOwn(spent.lock)) {
                    story.facts.push_back([rival, ms](WalletLedger& l) { l.seen(rival, ms); });
                    story.facts.push_back(
                        [rivalId](WalletLedger& l) { l.rejected(rivalId, "conflict"); });
                }
                if (*rc::gen::arbitrary<bool>())
                    story.facts.push_back([id, ms](WalletLedger& l) { l.certified(id, ms); });
                if (finals)
                    story.facts.push_back(
                        [id, ms](WalletLedger& l) { l.becameFinal(id, ms, 300); });
                block.push_back(tx);
            }
            all.erase(outpoint);
            for (std::uint32_t o = 0; o < 2; ++o) all[{id, o}] = tx.outputs[o];
        }
        if (*rc::gen::arbitrary<bool>()) {
            Transaction reward;
            reward.kind = TransactionKind::Reward;
            Writer payload;
            payload.u64(h);
            reward.payload = payload.take();
            reward.outputs = {{satoshi(7'000), ownLock(0, 3)}};
            all[{reward.id(), 0}] = reward.outputs[0];
            block.push_back(reward);
        }
        story.facts.push_back([b = blockOf(h, block)](WalletLedger& l) { l.block(b, true); });
    }
    for (const auto& [outpoint, output] : all)
        if (isOwn(output.lock)) story.left[outpoint] = output.value;
    return story;
}

WalletLedger told(const Story& story, const std::vector<Fact>& facts) {
    WalletLedger ledger = freshLedger();
    for (const Transaction& tx : story.ours) ledger.create(made(tx));
    for (const Fact& fact : facts) fact(ledger);
    return ledger;
}

}  // namespace

class TestWalletLedgerModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void replaysTheChainAndAddsUpAtAllTimes();
    void anyOrderOfFactsEndsInTheSamePicture();
};

void TestWalletLedgerModel::replaysTheChainAndAddsUpAtAllTimes() {
    QVERIFY(holds(
        [] {
            const Story story = genStory();
            WalletLedger ledger = freshLedger();
            for (const Transaction& tx : story.ours) ledger.create(made(tx));
            for (const Fact& fact : story.facts) {
                fact(ledger);
                RC_ASSERT(addsUp(ledger, satoshi(1'000'000)));
            }
            RC_ASSERT(coinsOf(ledger) == story.left);
            for (const OwnCoin& coin : ledger.coins())
                RC_ASSERT(coin.state == OwnCoinState::Spendable ||
                          coin.state == OwnCoinState::Immature);
        },
        1'000));
}

void TestWalletLedgerModel::anyOrderOfFactsEndsInTheSamePicture() {
    QVERIFY(holds(
        [] {
            const Story story = genStory();
            std::vector<Fact> shuffled = story.facts;
            for (std::size_t i = shuffled.size(); i > 1; --i)
                std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
            for (const Fact& fact : story.facts)  // some of them twice
                if (*rc::gen::arbitrary<bool>()) shuffled.push_back(fact);
            const WalletLedger inOrder = told(story, story.facts);
            const WalletLedger mixed = told(story, shuffled);
            RC_ASSERT(inOrder.coins() == mixed.coins());
            RC_ASSERT(inOrder.balances() == mixed.balances());
            RC_ASSERT(inOrder.records() == mixed.records());
            for (const auto& [id, record] : inOrder.records())
                RC_ASSERT(inOrder.view(id) == mixed.view(id));
            // And so does a restart: what is kept, then everything once more.
            WalletLedger again = freshLedger();
            for (const auto& [id, record] : mixed.records())
                if (record.isKept()) again.load(*decoded<PaymentRecord>(encoded(record)));
            RC_ASSERT(again.coins() == mixed.coins() || !story.facts.empty());
            for (const Fact& fact : story.facts) fact(again);
            RC_ASSERT(again.coins() == inOrder.coins());
            RC_ASSERT(again.balances() == inOrder.balances());
        },
        1'000));
}

QTEST_GUILESS_MAIN(TestWalletLedgerModel)
#include "test_wallet_ledger_model.moc"
