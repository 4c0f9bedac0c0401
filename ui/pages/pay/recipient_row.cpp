#include "ui/pages/pay/recipient_row.h"

#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/pages/pay/known_addresses.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/amount_edit.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QToolButton>

#include <algorithm>

namespace timecoin {
namespace {

constexpr int kLongestLabel = 100;
constexpr int kLongestPasted = 4'096;

}  // namespace

RecipientRow::RecipientRow(QString prefix, QWidget* parent)
    : QWidget(parent),
      m_prefix(std::move(prefix)),
      m_address(new QLineEdit(this)),
      m_chunks(new QLabel(this)),
      m_label(new QLineEdit(this)),
      m_names(new QStringListModel(this)),
      m_amount(new AmountEdit(this)),
      m_max(new QCheckBox(tr("Ma&x"), this)),
      m_remove(new QToolButton(this)),
      m_warning(new Notice(this)) {
    m_link.code = QStringLiteral("no_recipients");
    build();
    connect(m_address, &QLineEdit::textChanged, this, &RecipientRow::onAddress);
    connect(m_label, &QLineEdit::textChanged, this, &RecipientRow::changed);
    connect(m_amount, &AmountEdit::amountChanged, this, &RecipientRow::changed);
    connect(m_remove, &QToolButton::clicked, this, &RecipientRow::removeRequested);
    connect(m_max, &QCheckBox::toggled, this, [this](bool rest) {
        m_amount->setReadOnly(rest);
        if (!rest) m_amount->clear();
        emit changed();
    });
    setNumber(1, false);
}

void RecipientRow::build() {
    m_address->setFont(codeFont());
    m_address->setPlaceholderText(tr("Address or timecoin: link"));
    m_address->setMaxLength(kLongestPasted);
    m_chunks->setFont(codeFont());
    m_chunks->setTextFormat(Qt::PlainText);
    m_chunks->setWordWrap(true);
    m_chunks->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chunks->hide();
    m_label->setPlaceholderText(tr("Contact, or a label only you see"));
    m_label->setMaxLength(kLongestLabel);
    auto* const completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_label->setCompleter(completer);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this,
            &RecipientRow::onContactChosen);
    m_max->setToolTip(tr("Pay all that is left after the fee"));
    m_remove->setIcon(icon(QStringLiteral("trash")));

    auto* const addressName = fieldName(tr("&Pay to"), m_address);
    auto* const labelName = fieldName(tr("&Label"), m_label);
    auto* const amountName = fieldName(tr("&Amount"), m_amount);
    auto* const amountRow = new QHBoxLayout;
    amountRow->setSpacing(kSpace2);
    amountRow->addWidget(m_amount);
    amountRow->addWidget(new QLabel(QStringLiteral("TIME"), this));
    amountRow->addWidget(m_max);
    amountRow->addStretch(1);
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace4);
    grid->setVerticalSpacing(kSpace2);
    grid->addWidget(addressName, 0, 0);
    grid->addWidget(m_address, 0, 1);
    grid->addWidget(m_remove, 0, 2);
    grid->addWidget(m_chunks, 1, 1, 1, 2);
    grid->addWidget(m_warning, 2, 1, 1, 2);
    grid->addWidget(labelName, 3, 0);
    grid->addWidget(m_label, 3, 1);
    grid->addWidget(amountName, 4, 0);
    grid->addLayout(amountRow, 4, 1);
    grid->setColumnStretch(1, 1);
    setTabOrder(m_address, m_label);
    setTabOrder(m_label, m_amount);
    setTabOrder(m_amount, m_max);
    setTabOrder(m_max, m_remove);
}

void RecipientRow::setNumber(int number, bool removable) {
    const QString suffix = number == 1 ? QString() : QString::number(number);
    const auto name = [&](QWidget* widget, const char* object, const QString& text) {
        widget->setObjectName(QLatin1String(object) + suffix);
        widget->setAccessibleName(removable ? tr("%1, recipient %2").arg(text).arg(number) : text);
    };
    name(m_address, "sendAddress", tr("Address to pay"));
    name(m_label, "sendLabel", tr("Label"));
    name(m_amount, "sendAmount", tr("Amount in TIME"));
    name(m_max, "sendMax", tr("Pay all that is left"));
    name(m_remove, "removeRecipient", tr("Remove this recipient"));
    name(m_chunks, "sendChunks", tr("The address in groups of four"));
    m_warning->setObjectName(QStringLiteral("sendWarning") + suffix);
    m_remove->setToolTip(tr("Remove this recipient"));
    m_remove->setVisible(removable);
}

void RecipientRow::setKnown(const KnownPeople& known) {
    if (known == m_known) return;
    m_known = known;
    QStringList names;
    for (const ContactEntry& contact : known.contacts) names += contact.name;
    m_names->setStringList(names);
    showWarnings();
}

void RecipientRow::onContactChosen(const QString& name) {
    for (const ContactEntry& contact : m_known.contacts) {
        if (contact.name == name) m_address->setText(contact.address);
    }
}

void RecipientRow::onAddress(const QString& text) {
    m_link = PaymentLink{};
    m_link.code = QStringLiteral("no_recipients");
    if (!text.trimmed().isEmpty()) m_link = parsePaymentLink(text, m_prefix);
    if (m_link.isLink && m_link.ok()) return fill(m_link);
    m_chunks->setVisible(m_link.ok());
    if (m_link.ok()) {
        m_chunks->setText(chunks(m_link.address));
        if (m_label->text().isEmpty()) {
            for (const ContactEntry& contact : m_known.contacts) {
                if (contact.address == m_link.address) m_label->setText(contact.name);
            }
        }
    }
    showWarnings();
    emit changed();
}

void RecipientRow::fill(const PaymentLink& link) {
    // Copied: setting the text parses again into m_link.
    const PaymentLink taken = link;
    m_address->setText(taken.address);
    if (taken.amount) {
        m_max->setChecked(false);
        m_amount->setAmount(taken.amount);
    }
    QStringList words;
    if (!taken.label.isEmpty()) words += taken.label;
    if (!taken.message.isEmpty()) words += taken.message;
    if (!words.isEmpty()) m_label->setText(words.join(QStringLiteral(": ")).left(kLongestLabel));
}

void RecipientRow::fill(const Recipient& recipient) {
    m_address->setText(recipient.address);
    m_label->setText(recipient.label);
    m_max->setChecked(recipient.rest);
    if (!recipient.rest) m_amount->setAmount(recipient.amount);
}

void RecipientRow::showRest(const std::optional<Amount>& amount) {
    if (!m_max->isChecked()) return;
    const QSignalBlocker quiet(m_amount);  // it follows the draft and must not ask for another one
    m_amount->setAmount(amount);
}

void RecipientRow::showProblem(const QString& sentence) {
    if (sentence == m_draftProblem) return;
    m_draftProblem = sentence;
    showWarnings();
}

bool RecipientRow::isEmpty() const {
    return m_address->text().trimmed().isEmpty() && m_amount->text().trimmed().isEmpty() &&
           m_label->text().isEmpty() && !m_max->isChecked();
}

bool RecipientRow::hasAddress() const {
    return !m_address->text().trimmed().isEmpty();
}

bool RecipientRow::isComplete() const {
    return problem().isEmpty();
}

QString RecipientRow::problem() const {
    if (!m_link.ok()) return walletCodeText(m_link.code);
    if (m_max->isChecked()) return {};
    const auto amount = m_amount->amount();
    if (!amount) {
        return m_amount->error().isEmpty() ? tr("Enter an amount.") : m_amount->error();
    }
    if (amount->isZero()) return tr("Enter an amount above zero.");
    return {};
}

Recipient RecipientRow::recipient() const {
    Recipient out;
    out.address = m_link.address;
    out.rest = m_max->isChecked();
    if (!out.rest) out.amount = m_amount->amount().value_or(Amount{});
    out.label = m_label->text().trimmed();
    return out;
}

bool RecipientRow::isFirstTime() const {
    if (!m_link.ok() || m_known.paid.contains(m_link.address)) return false;
    return std::none_of(
        m_known.contacts.cbegin(), m_known.contacts.cend(),
        [this](const ContactEntry& contact) { return contact.address == m_link.address; });
}

QString RecipientRow::twin() const {
    if (!m_link.ok()) return {};
    QStringList known = m_known.paid;
    for (const ContactEntry& contact : m_known.contacts) known += contact.address;
    return nearTwin(m_link.address, known);
}

void RecipientRow::showWarnings() {
    const QString other = twin();
    if (!other.isEmpty())
        return m_warning->say(Notice::Kind::Bad, tr("This address looks like one you know, but it "
                                                    "is another one. Somebody may have made "
                                                    "it to deceive you. The one you know:\n%1")
                                                     .arg(chunks(other)));
    const bool typed = !m_address->text().trimmed().isEmpty();
    if (typed && !m_link.ok()) {
        QString text = walletCodeText(m_link.code);
        if (!m_link.detail.isEmpty()) text += QStringLiteral(" (%1)").arg(m_link.detail);
        return m_warning->say(Notice::Kind::Wait, text);
    }
    if (!m_draftProblem.isEmpty()) return m_warning->say(Notice::Kind::Wait, m_draftProblem);
    if (isFirstTime())
        return m_warning->say(
            Notice::Kind::Info,
            tr("You have not paid this address before. Compare it with its source "
               "before you send."));
    m_warning->clear();
}

void RecipientRow::focusFirst() {
    m_address->setFocus(Qt::OtherFocusReason);
}

}  // namespace timecoin
