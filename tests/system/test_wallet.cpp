// Wallets on a real sandbox: coins come from its faucet, its masternodes make payments final.
#include "tests/support/wallet_bench.h"

#include <QTemporaryDir>

using namespace timecoin;

namespace {

Amount satoshi(std::uint64_t count) {
    return *Amount::fromSatoshi(count);
}

}  // namespace

class TestWallet : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<WalletBench> m_bench;
    int m_wallets = 0;

    std::unique_ptr<BenchWallet> freshWallet() {
        auto wallet = m_bench->wallet(QStringLiteral("wallet%1").arg(++m_wallets));
        const WalletOutcome outcome = wallet->create();
        if (!outcome.ok) qWarning("%s %s", qPrintable(outcome.code), qPrintable(outcome.detail));
        return wallet;
    }
    /// With `amount` from the faucet, spendable.
    std::unique_ptr<BenchWallet> richWallet(Amount amount, int coins = 1) {
        auto wallet = freshWallet();
        const QString address = wallet->newAddress();
        Amount sum;
        for (int i = 0; i < coins; ++i) {
            m_bench->pay(address, amount);
            sum = *sum.plus(amount);
        }
        if (!wallet->waitForAvailable(sum)) QTest::qFail("no coins came", __FILE__, __LINE__);
        return wallet;
    }

private slots:
    void initTestCase();
    void cleanupTestCase() { m_bench.reset(); }
    void receiveSendRestartRestore();
    void manyRecipientsAndMax();
    void coinsAreNotPaidTwice();
    void sameWordsTwiceConflict();
    void lockAndUnlock();
    void waitsForMasternodes();
    void abandonFreesTheCoins();
    void namesSurviveARestart();
    void refusals();
    void futuresAreAlwaysAnswered();
};

void TestWallet::initTestCase() {
    QVERIFY(startCrypto());
    m_bench = std::make_unique<WalletBench>(m_folder.path());
    QVERIFY2(m_bench->waitForReady(),
             qPrintable(m_bench->sandbox->notReady().join(QLatin1Char('\n'))));
}

void TestWallet::receiveSendRestartRestore() {
    auto a = freshWallet();
    QVERIFY(a->state() == WalletState::Unlocked);
    const QString address = a->newAddress(QStringLiteral("from the faucet"));
    const Hash in = m_bench->pay(address, Amount::time(25));
    QVERIFY(a->waitForFinal(in));
    QVERIFY(a->waitForAvailable(Amount::time(25)));
    QCOMPARE(a->rows[in].kind, PaymentKind::Received);
    QCOMPARE(a->rows[in].parties.value(0).label, QStringLiteral("from the faucet"));
    QCOMPARE(a->service->snapshot()->requests.value(0).received, Amount::time(25));

    auto b = freshWallet();
    // A label longer than is kept is cut, and harms nothing.
    const SendAnswer sent = a->send(b->newAddress(), Amount::time(10),
                                    QStringLiteral("rent") + QString(20'000, QLatin1Char('!')));
    QVERIFY2(sent.outcome.ok, qPrintable(sent.outcome.code));
    QVERIFY(a->waitForFinal(sent.id));
    QVERIFY(b->waitForFinal(sent.id));
    QVERIFY(b->waitForAvailable(Amount::time(10)));
    const PaymentEntry row = a->rows[sent.id];
    QCOMPARE(row.kind, PaymentKind::Sent);
    QCOMPARE(row.amount, Amount::time(10));
    QCOMPARE(row.label.size(), 1'024);
    QVERIFY(row.finalAfterMs > 0);
    qInfo("final after %llu ms", static_cast<unsigned long long>(row.finalAfterMs));
    const Amount left = *Amount::time(15).minus(*row.fee);
    QVERIFY(a->waitForAvailable(left));
    QVERIFY(a->waitForState(sent.id, PaymentState::InBlock));
    QVERIFY(a->waitForState(in, PaymentState::InBlock));
    QCOMPARE(a->finals.size(), 2);

    // The same folder again.
    const SecretText words = a->words;
    a.reset();
    a = m_bench->wallet(QStringLiteral("wallet1"));
    QVERIFY(QTest::qWaitFor([&] { return a->state() == WalletState::Sealed; }, 10'000));
    QCOMPARE(a->unlock("not it at all").code, QStringLiteral("wrong_passphrase"));
    QVERIFY(a->unlock().ok);
    QVERIFY(a->waitForAvailable(left));
    QVERIFY(a->waitForState(sent.id, PaymentState::InBlock));
    QCOMPARE(a->rows[sent.id].label, row.label);
    QCOMPARE(a->rows[sent.id].finalAfterMs, row.finalAfterMs);
    QCOMPARE(a->finals.size(), 0);

    // The words in a fresh folder.
    auto c = m_bench->wallet(QStringLiteral("restored"));
    const WalletOutcome restored = c->restore(words);
    QVERIFY2(restored.ok, qPrintable(restored.code));
    QVERIFY(c->waitForAvailable(left));
    QVERIFY(c->waitForState(sent.id, PaymentState::InBlock));
    QVERIFY(c->waitForState(in, PaymentState::InBlock));
    QCOMPARE(c->rows[sent.id].amount, Amount::time(10));
    QCOMPARE(c->rows[sent.id].fee, row.fee);
    QVERIFY(QTest::qWaitFor([&] { return !c->service->snapshot()->scanning; }, 30'000));
    QCOMPARE(c->available(), left);
    // It does not hand out the addresses of its former life.
    QVERIFY(c->newAddress() != address);
    const SendAnswer again = c->send(b->newAddress(), Amount::time(1));
    QVERIFY2(again.outcome.ok, qPrintable(again.outcome.code));
    QVERIFY(c->waitForFinal(again.id));
    QVERIFY(a->waitForFinal(again.id));  // the other wallet of these words sees it too
    QVERIFY(QTest::qWaitFor([&] { return a->available() == c->available(); }, 30'000));
}

void TestWallet::manyRecipientsAndMax() {
    auto a = richWallet(Amount::time(20), 2);
    auto b = freshWallet();
    PaymentOrder order;
    for (int i = 0; i < 3; ++i)
        order.recipients.append({b->newAddress(), Amount::time(1), false, QStringLiteral("b")});
    const DraftAnswer draft = await(a->service->draft(order));
    QVERIFY(draft.outcome.ok);
    const SendAnswer sent = await(a->service->send(order));
    QVERIFY(a->waitForFinal(sent.id));
    QVERIFY(b->waitForAvailable(Amount::time(3)));
    const PaymentEntry row = a->rows[sent.id];
    QCOMPARE(row.fee, std::optional<Amount>(draft.fee));
    QCOMPARE(row.size, draft.size);
    QCOMPARE(row.parties.size(), 3);
    QCOMPARE(row.parties[0].label, QStringLiteral("b"));

    // Everything that is left, after one fixed part.
    QVERIFY(a->waitForAvailable(*Amount::time(37).minus(*row.fee)));
    PaymentOrder max;
    max.recipients = {{b->newAddress(), Amount::time(2), false, {}},
                      {b->newAddress(), {}, true, {}}};
    const DraftAnswer all = await(a->service->draft(max));
    QVERIFY(all.outcome.ok);
    QCOMPARE(all.change, Amount());
    QCOMPARE(all.inputs, 2u);
    const SendAnswer last = await(a->service->send(max));
    QVERIFY2(last.outcome.ok, qPrintable(last.outcome.code));
    QVERIFY(a->waitForFinal(last.id));
    QVERIFY(a->waitForAvailable(Amount()));
    const Amount expected = *Amount::time(40).minus(*row.fee->plus(all.fee));
    QVERIFY(b->waitForAvailable(expected));
    QCOMPARE(all.amounts.value(1), *all.paid.minus(Amount::time(2)));
}

void TestWallet::coinsAreNotPaidTwice() {
    auto a = richWallet(Amount::time(5));
    auto b = freshWallet();
    const QString to = b->newAddress();
    PaymentOrder order;
    order.recipients = {{to, Amount::time(4), false, {}}};
    // Both at once: the second finds no coin.
    const auto first = a->service->send(order);
    const auto second = a->service->send(order);
    const SendAnswer one = await(first);
    const SendAnswer two = await(second);
    QVERIFY(one.outcome.ok);
    QCOMPARE(two.outcome.code, QStringLiteral("not_enough"));
    QVERIFY(a->waitForFinal(one.id));
    QVERIFY(b->waitForAvailable(Amount::time(4)));
    // The change of a payment that is final may be spent before any block.
    QVERIFY(a->waitForAvailable(*Amount::time(1).minus(*a->rows[one.id].fee)));
    const SendAnswer onward = a->send(to, satoshi(50'000'000));
    QVERIFY(onward.outcome.ok);
    QVERIFY(a->waitForFinal(onward.id));
}

void TestWallet::sameWordsTwiceConflict() {
    auto a = richWallet(Amount::time(5));
    auto twin = m_bench->wallet(QStringLiteral("twin"));
    QVERIFY(twin->restore(a->words).ok);
    QVERIFY(twin->waitForAvailable(Amount::time(5)));
    auto b = freshWallet();
    const QString to = b->newAddress();
    PaymentOrder order;
    order.recipients = {{to, Amount::time(3), false, {}}};
    PaymentOrder other;
    other.recipients = {{to, Amount::time(4), false, {}}};
    const auto mine = a->service->send(order);
    const auto theirs = twin->service->send(other);
    const Hash one = await(mine).id;
    const Hash two = await(theirs).id;
    QVERIFY(!one.isZero() && !two.isZero());
    // Exactly one of them is final in the end, in both wallets.
    const auto isSettled = [&](BenchWallet& wallet) {
        const PaymentState first = wallet.rows[one].state;
        const PaymentState second = wallet.rows[two].state;
        return (isIrreversible(first) && isOver(second)) ||
               (isOver(first) && isIrreversible(second));
    };
    QVERIFY(QTest::qWaitFor([&] { return isSettled(*a) && isSettled(*twin); }, 60'000));
    QVERIFY(QTest::qWaitFor([&] { return a->available() == twin->available(); }, 30'000));
    const Hash lost = isOver(a->rows[one].state) ? one : two;
    QCOMPARE((lost == one ? *a : *twin).rows[lost].reason, QStringLiteral("conflict"));
    QCOMPARE((lost == one ? *a : *twin).failures.size(), 1);
}

void TestWallet::lockAndUnlock() {
    auto a = richWallet(Amount::time(5));
    auto b = freshWallet();
    a->service->lock();
    QVERIFY(QTest::qWaitFor([&] { return a->state() == WalletState::Locked; }, 10'000));
    QCOMPARE(a->available(), Amount::time(5));
    // Receiving goes on, paying does not.
    const QString address = a->newAddress();
    QVERIFY(!address.isEmpty());
    QVERIFY(a->waitForFinal(m_bench->pay(address, Amount::time(2))));
    QVERIFY(a->waitForAvailable(Amount::time(7)));
    QCOMPARE(a->send(b->newAddress(), Amount::time(1)).outcome.code, QStringLiteral("locked"));
    PaymentOrder order;
    order.recipients = {{b->newAddress(), Amount::time(1), false, {}}};
    QVERIFY(await(a->service->draft(order)).outcome.ok);
    QCOMPARE(a->unlock("something else").code, QStringLiteral("wrong_passphrase"));
    QVERIFY(a->state() == WalletState::Locked);
    QVERIFY(a->unlock().ok);
    QVERIFY(a->send(b->newAddress(), Amount::time(1)).outcome.ok);

    QCOMPARE(
        await(a->service->changePassphrase(secret("wrong wrong"), secret("new passphrase"))).code,
        QStringLiteral("wrong_passphrase"));
    QCOMPARE(await(a->service->changePassphrase(secret(kBenchPassphrase), secret("short"))).code,
             QStringLiteral("passphrase_too_short"));
    QVERIFY(
        await(a->service->changePassphrase(secret(kBenchPassphrase), secret("new passphrase"))).ok);
    a->service->lock();
    QCOMPARE(a->unlock().code, QStringLiteral("wrong_passphrase"));
    QVERIFY(a->unlock("new passphrase").ok);
    const WordsAnswer words = await(a->service->revealWords(secret("new passphrase")));
    QVERIFY(words.words.text() == a->words.text());
    QVERIFY(await(a->service->revealWords(secret("other passphrase"))).words.isEmpty());
}

void TestWallet::waitsForMasternodes() {
    auto a = richWallet(Amount::time(5));
    auto b = freshWallet();
    const QString to = b->newAddress();
    Sandbox& sandbox = *m_bench->sandbox;
    sandbox.stopMasternode(2);
    sandbox.stopMasternode(3);
    QVERIFY(QTest::qWaitFor(
        [&] { return !sandbox.node(2).isRunning() && !sandbox.node(3).isRunning(); }, 20'000));
    const SendAnswer sent = a->send(to, Amount::time(1));
    QVERIFY(sent.outcome.ok);
    QVERIFY(a->waitForState(sent.id, PaymentState::Seen));
    QCOMPARE(a->service->snapshot()->unfinishedCount, 1u);
    QCOMPARE(a->available(), Amount());
    QVERIFY(a->service->snapshot()->balances.pending > Amount::time(3));
    sandbox.startMasternode(2);
    sandbox.startMasternode(3);
    QVERIFY(a->waitForFinal(sent.id, 120'000));
    QVERIFY(b->waitForAvailable(Amount::time(1)));
    QVERIFY(m_bench->waitForReady());
}

void TestWallet::abandonFreesTheCoins() {
    auto a = richWallet(Amount::time(5));
    auto b = freshWallet();
    Sandbox& sandbox = *m_bench->sandbox;
    sandbox.stopMasternode(2);
    sandbox.stopMasternode(3);
    QVERIFY(QTest::qWaitFor(
        [&] { return !sandbox.node(2).isRunning() && !sandbox.node(3).isRunning(); }, 20'000));
    const SendAnswer sent = a->send(b->newAddress(), Amount::time(1));
    QVERIFY(a->waitForState(sent.id, PaymentState::Seen));
    QVERIFY(await(a->service->abandon(sent.id)).ok);
    QVERIFY(a->waitForState(sent.id, PaymentState::Abandoned));
    QVERIFY(a->waitForAvailable(Amount::time(5)));
    QCOMPARE(await(a->service->abandon(sent.id)).code, QStringLiteral("too_late"));
    sandbox.startMasternode(2);
    sandbox.startMasternode(3);
    // It was in the node's pool already: what the chain says wins.
    QVERIFY(a->waitForFinal(sent.id, 120'000));
    QVERIFY(b->waitForAvailable(Amount::time(1)));
    QVERIFY(a->waitForAvailable(*Amount::time(4).minus(*a->rows[sent.id].fee)));
    QVERIFY(m_bench->waitForReady());
}

void TestWallet::namesSurviveARestart() {
    auto a = richWallet(Amount::time(5), 2);
    auto b = freshWallet();
    const QString folder = QStringLiteral("wallet%1").arg(m_wallets - 1);
    const QString to = b->newAddress();
    const SendAnswer sent = a->send(to, Amount::time(1));
    QVERIFY(a->waitForFinal(sent.id));
    a->service->setPaymentLabel(sent.id, QStringLiteral("Miete für März"));
    QVERIFY(await(a->service->setContact(to, QStringLiteral("Berta"))).ok);
    QCOMPARE(await(a->service->setContact(QStringLiteral("nonsense"), QStringLiteral("x"))).code,
             QStringLiteral("bad_address"));
    const RequestAnswer request = await(a->service->request(
        {QStringLiteral("shop"), QStringLiteral("two loaves"), Amount::time(3)}));
    a->service->setRequestLabel(request.request.id, QStringLiteral("bakery"));
    a->service->markBackupTested();
    QVERIFY(QTest::qWaitFor([&] { return !a->service->snapshot()->coins.isEmpty(); }, 10'000));
    const CoinEntry coin = a->service->snapshot()->coins.value(0);
    a->service->setCoinFrozen(coin.txid, coin.index, true);
    a.reset();

    a = m_bench->wallet(folder);
    QVERIFY(a->unlock().ok);
    QVERIFY(a->waitForState(sent.id, PaymentState::InBlock));
    QCOMPARE(a->rows[sent.id].label, QStringLiteral("Miete für März"));
    QCOMPARE(a->rows[sent.id].parties.value(0).label, QStringLiteral("Berta"));
    const WalletSnapshotPtr now = a->service->snapshot();
    QCOMPARE(now->contacts.value(0).name, QStringLiteral("Berta"));
    QVERIFY(now->contacts.value(0).paidBefore);
    QCOMPARE(now->requests.value(0).label, QStringLiteral("bakery"));
    QCOMPARE(now->requests.value(0).amount, std::optional<Amount>(Amount::time(3)));
    QVERIFY(now->backupTestedMs > 0);
    QVERIFY(now->paidAddresses.contains(to));
    QCOMPARE(now->balances.locked, coin.value);
    a->service->removeContact(to);
    a->service->setCoinFrozen(coin.txid, coin.index, false);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return a->service->snapshot()->contacts.isEmpty() &&
                   a->service->snapshot()->balances.locked == Amount();
        },
        10'000));
}

void TestWallet::refusals() {
    auto a = freshWallet();
    const QString own = a->newAddress();
    const auto codeOf = [&](const QVector<Recipient>& recipients) {
        PaymentOrder order;
        order.recipients = recipients;
        return await(a->service->draft(order)).outcome.code;
    };
    QCOMPARE(codeOf({}), QStringLiteral("no_recipients"));
    QCOMPARE(codeOf({{own, satoshi(999), false, {}}}), QStringLiteral("dust_output"));
    QCOMPARE(codeOf({{QStringLiteral("x"), Amount::time(1), false, {}}}),
             QStringLiteral("bad_address"));
    Lock lock;
    QCOMPARE(
        codeOf({{QString::fromStdString(formatAddress(lock, "time")), Amount::time(1), false, {}}}),
        QStringLiteral("wrong_network"));
    QCOMPARE(codeOf({{own, {}, true, {}}, {own, {}, true, {}}}), QStringLiteral("two_rests"));
    QCOMPARE(codeOf({{own, Amount::time(1), false, {}}}), QStringLiteral("not_enough"));
    QCOMPARE(codeOf({{own, {}, true, {}}}), QStringLiteral("not_enough"));

    WalletPlan plan;
    plan.words = a->words;
    plan.passphrase = secret(kBenchPassphrase);
    QCOMPARE(await(a->service->create(plan)).code, QStringLiteral("exists"));
    auto none = m_bench->wallet(QStringLiteral("none"));
    QVERIFY(QTest::qWaitFor([&] { return none->state() == WalletState::NoWallet; }, 10'000));
    QCOMPARE(none->unlock().code, QStringLiteral("no_wallet"));
    plan.passphrase = secret("1234567");
    QCOMPARE(await(none->service->create(plan)).code, QStringLiteral("passphrase_too_short"));
    plan.words = secret("abandon abandon abandon");
    QCOMPARE(await(none->service->create(plan)).code, QStringLiteral("bad_words"));
    QCOMPARE(await(none->service->checkWords(secret("abandon abandom"))).detail,
             QStringLiteral("unknown_word:2"));
}

void TestWallet::futuresAreAlwaysAnswered() {
    auto a = freshWallet();
    const auto pending = a->service->request({});
    a->service->stop();
    const auto late = a->service->request({});
    QVERIFY(QTest::qWaitFor([&] { return !a->service->isRunning(); }, 10'000));
    QVERIFY(pending.isFinished() && pending.result().outcome.ok);
    QCOMPARE(await(late).outcome.code, QStringLiteral("stopped"));
    QCOMPARE(await(a->service->request({})).outcome.code, QStringLiteral("stopped"));
    // Destroyed in the middle of everything.
    auto b = freshWallet();
    const auto open = b->service->request({});
    b->service.reset();
    QVERIFY(open.isFinished());
    b = m_bench->wallet(QStringLiteral("early"));
    b->service.reset();
}

QTEST_GUILESS_MAIN(TestWallet)
#include "test_wallet.moc"
