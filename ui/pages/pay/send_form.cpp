#include "ui/pages/pay/send_form.h"

#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/pages/pay/coin_chooser.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kLongestNote = 200;
constexpr quint64 kNormalRate = 1'000;  // satoshi for 1,000 bytes
constexpr quint64 kHighRate = 10'000;
constexpr int kHighestRate = 100'000'000;

enum FeeChoice { NormalFee, HighFee, CustomFee };

}  // namespace

SendForm::SendForm(QString prefix, QWidget* parent)
    : QWidget(parent),
      m_prefix(std::move(prefix)),
      m_notice(new Notice(this)),
      m_list(new QVBoxLayout),
      m_add(new QPushButton(tr("&Add recipient"), this)),
      m_note(new QLineEdit(this)),
      m_fee(new QComboBox(this)),
      m_feeRate(new QSpinBox(this)),
      m_coins(new CoinChooser(this)),
      m_summary(new QLabel(this)),
      m_problem(new Notice(this)),
      m_clear(new QPushButton(tr("Clear"), this)),
      m_review(new QPushButton(tr("&Review"), this)) {
    m_notice->setObjectName(QStringLiteral("sendNotice"));
    m_notice->setClosable(true);
    m_add->setObjectName(QStringLiteral("addRecipient"));
    m_add->setIcon(icon(QStringLiteral("plus")));
    m_add->setFlat(true);
    auto* const inner = new QWidget;
    inner->setMaximumWidth(kReadingWidth + 2 * kSpace12);
    auto* const column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, kSpace4, 0);
    column->setSpacing(kSpace4);
    column->addWidget(m_notice);
    m_list->setSpacing(kSpace6);
    column->addLayout(m_list);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    column->addWidget(makeOptions());
    column->addStretch(1);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inner);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace3);
    layout->addWidget(scroll, 1);
    layout->addWidget(makeFooter());
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow();
        m_rows.last()->focusFirst();
    });
    addRow();
}

QWidget* SendForm::makeOptions() {
    m_note->setObjectName(QStringLiteral("sendNote"));
    m_note->setAccessibleName(tr("Note for your history"));
    m_note->setPlaceholderText(tr("For your history; nobody else sees it"));
    m_note->setMaxLength(kLongestNote);
    m_note->installEventFilter(this);
    m_fee->setObjectName(QStringLiteral("sendFee"));
    m_fee->setAccessibleName(tr("Fee"));
    m_fee->addItems({tr("Normal"), tr("High, when many payments wait"), tr("Custom")});
    m_feeRate->setObjectName(QStringLiteral("sendFeeRate"));
    m_feeRate->setAccessibleName(tr("Fee in satoshi for 1,000 bytes"));
    m_feeRate->setRange(1, kHighestRate);
    m_feeRate->setValue(int(kNormalRate));
    m_feeRate->setSuffix(tr(" satoshi for 1,000 bytes"));
    m_feeRate->hide();
    connect(m_note, &QLineEdit::textChanged, this, &SendForm::changed);
    connect(m_fee, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_feeRate->setVisible(choice == CustomFee);
        emit changed();
    });
    connect(m_feeRate, &QSpinBox::valueChanged, this, &SendForm::changed);
    connect(m_coins, &CoinChooser::changed, this, &SendForm::changed);

    auto* const options = new QWidget(this);
    auto* const grid = new QGridLayout(options);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace4);
    grid->setVerticalSpacing(kSpace2);
    grid->setColumnStretch(1, 1);
    auto* const fee = new QHBoxLayout;
    fee->addWidget(m_fee);
    fee->addWidget(m_feeRate);
    fee->addStretch(1);
    grid->addWidget(fieldName(tr("&Note"), m_note), 0, 0);
    grid->addWidget(m_note, 0, 1);
    grid->addWidget(fieldName(tr("&Fee"), m_fee), 1, 0);
    grid->addLayout(fee, 1, 1);
    grid->addWidget(m_coins, 2, 1);
    return options;
}

QWidget* SendForm::makeFooter() {
    m_summary->setFont(numberFont());
    m_summary->setObjectName(QStringLiteral("sendSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("sendProblem"));
    m_clear->setObjectName(QStringLiteral("clearForm"));
    m_clear->setFlat(true);
    m_review->setObjectName(QStringLiteral("reviewButton"));
    m_review->setProperty("kind", "primary");
    m_review->setToolTip(tr("Ctrl+Enter"));
    connect(m_clear, &QPushButton::clicked, this, &SendForm::clear);
    connect(m_review, &QPushButton::clicked, this, &SendForm::reviewRequested);
    auto* const footer = new QWidget(this);
    auto* const layout = new QVBoxLayout(footer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_problem);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    row->addWidget(m_clear);
    row->addWidget(m_review);
    layout->addLayout(row);
    return footer;
}

void SendForm::addRow() {
    if (m_rows.size() >= kMostRecipients) return;
    auto* const row = new RecipientRow(m_prefix, this);
    row->setKnown(m_known);
    connect(row, &RecipientRow::changed, this, &SendForm::changed);
    connect(row, &RecipientRow::removeRequested, this, [this, row] { removeRow(row); });
    for (QLineEdit* const edit : row->findChildren<QLineEdit*>()) edit->installEventFilter(this);
    m_list->addWidget(row);
    // Behind the others, before the button that adds: as it is seen.
    if (!m_rows.isEmpty()) setTabOrder(m_rows.last(), row);
    m_rows.append(row);
    renumber();
    emit changed();
}

void SendForm::removeRow(RecipientRow* row) {
    if (m_rows.size() <= 1) return;
    m_rows.removeOne(row);
    row->hide();
    row->deleteLater();  // its own button has called
    renumber();
    m_rows.last()->focusFirst();
    emit changed();
}

void SendForm::renumber() {
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setNumber(int(i) + 1, m_rows.size() > 1);
    m_add->setEnabled(m_rows.size() < kMostRecipients);
}

void SendForm::showWallet(const WalletSnapshot& snapshot, bool amountsHidden) {
    m_hidden = amountsHidden;
    m_known = {snapshot.contacts, snapshot.paidAddresses};
    for (RecipientRow* const row : m_rows) row->setKnown(m_known);
    m_coins->setCoins(snapshot.coins);
    m_coins->setAmountsHidden(amountsHidden);
}

void SendForm::take(const PaymentLink& link) {
    RecipientRow* target = nullptr;
    for (RecipientRow* const row : m_rows) {
        if (target == nullptr && !row->hasAddress()) target = row;
    }
    if (target == nullptr) {
        addRow();
        target = m_rows.last();
    }
    target->fill(link);
}

void SendForm::take(const PaymentOrder& order) {
    clear();
    for (qsizetype i = 0; i < order.recipients.size(); ++i) {
        if (i > 0) addRow();
        m_rows.last()->fill(order.recipients[i]);
    }
    m_note->setText(order.label);
    if (order.feeSatoshiPerKb == kNormalRate) {
        m_fee->setCurrentIndex(NormalFee);
    } else if (order.feeSatoshiPerKb == kHighRate) {
        m_fee->setCurrentIndex(HighFee);
    } else {
        m_feeRate->setValue(int(order.feeSatoshiPerKb));
        m_fee->setCurrentIndex(CustomFee);
    }
}

void SendForm::clear() {
    while (m_rows.size() > 1) {
        m_rows.last()->hide();
        m_rows.last()->deleteLater();
        m_rows.removeLast();
    }
    m_rows.first()->fill(Recipient{});
    m_rows.first()->showProblem({});
    const auto edits = m_rows.first()->findChildren<QLineEdit*>();
    for (QLineEdit* const edit : edits) edit->clear();
    m_note->clear();
    m_fee->setCurrentIndex(NormalFee);
    m_coins->reset();
    renumber();
    emit changed();
}

bool SendForm::isEmpty() const {
    return m_rows.size() == 1 && m_rows.first()->isEmpty() && m_note->text().isEmpty();
}

QString SendForm::whatIsMissing() const {
    for (const RecipientRow* const row : m_rows) {
        const QString problem = row->problem();
        if (!problem.isEmpty()) return problem;
    }
    if (m_coins->isWaiting()) return tr("Choose the coins to pay with.");
    return {};
}

bool SendForm::isComplete() const {
    return whatIsMissing().isEmpty();
}

quint64 SendForm::feeRate() const {
    switch (m_fee->currentIndex()) {
    case HighFee: return kHighRate;
    case CustomFee: return quint64(m_feeRate->value());
    default: return kNormalRate;
    }
}

PaymentOrder SendForm::order() const {
    PaymentOrder order;
    for (const RecipientRow* const row : m_rows) order.recipients.append(row->recipient());
    order.feeSatoshiPerKb = feeRate();
    order.coins = m_coins->chosen();
    order.label = m_note->text().trimmed();
    return order;
}

void SendForm::showDraft(const DraftAnswer* draft) {
    const bool good = draft != nullptr && draft->outcome.ok && isComplete();
    m_review->setEnabled(good);
    if (draft == nullptr) {
        m_summary->setText(isEmpty() ? QString() : whatIsMissing());
        m_problem->clear();
        for (RecipientRow* const row : m_rows) row->showProblem({});
        return;
    }
    MoneyStyle style;
    style.hidden = m_hidden;
    const QString problem = draftText(*draft, m_hidden);
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->showProblem(i == draft->recipient ? problem : QString());
        if (i < draft->amounts.size() && good) m_rows[i]->showRest(draft->amounts[i]);
    }
    if (!good) {
        m_summary->clear();
        return m_problem->say(Notice::Kind::Wait, problem);
    }
    m_problem->clear();
    const Amount total = draft->paid.plus(draft->fee).value_or(draft->paid);
    m_summary->setText(
        tr("Fee %1\nTotal %2").arg(moneyText(draft->fee, style), moneyText(total, style)));
    m_summary->setAccessibleName(m_summary->text());
}

bool SendForm::pasteLink() {
    const QString text = QGuiApplication::clipboard()->text().trimmed();
    const PaymentLink link = parsePaymentLink(text, m_prefix);
    if (!link.isLink || !link.ok()) return false;
    take(link);
    return true;
}

bool SendForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* const key = dynamic_cast<QKeyEvent*>(event);
        if (key != nullptr && key->matches(QKeySequence::Paste) && pasteLink()) return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SendForm::focusFirst() {
    m_rows.first()->focusFirst();
}

}  // namespace timecoin
