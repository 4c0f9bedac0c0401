#include "ui/pages/wallet/contacts_page.h"

#include "node/api/deliver.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"
#include "ui/models/contact_model.h"
#include "ui/pages/pay/known_addresses.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"
#include "wallet/api/payment_link.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kLongestName = 100;
constexpr int kLongestPasted = 4'096;
enum ListView { Table, Empty, NothingFound };

}  // namespace

ContactsPage::ContactsPage(WalletService& wallet, NodeService& node, QWidget* parent)
    : WalletPage(wallet, node, parent),
      m_model(new ContactModel(this)),
      m_found(new QSortFilterProxyModel(this)),
      m_search(new SearchField(tr("Search name or address"), this)),
      m_notice(new Notice(this)),
      m_table(new DataTable(tr("Contacts"), this)),
      m_list(new QStackedWidget(this)),
      m_pay(new QPushButton(tr("Pa&y"), this)),
      m_remove(new QPushButton(tr("&Remove"), this)),
      m_formTitle(new QLabel(this)),
      m_name(new QLineEdit(this)),
      m_address(new QLineEdit(this)),
      m_warning(new Notice(this)),
      m_compared(new QCheckBox(tr("I have &compared it with its source: it is right"), this)),
      m_save(new QPushButton(this)),
      m_new(new QPushButton(tr("New c&ontact"), this)),
      m_prefix(wallet.addressPrefix()) {
    setObjectName(QStringLiteral("contactsPage"));
    m_found->setSourceModel(m_model);
    m_found->setFilterRole(ContactModel::kSearchRole);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setObjectName(QStringLiteral("contactSearch"));
    m_notice->setObjectName(QStringLiteral("contactsNotice"));
    m_notice->setClosable(true);
    content()->addWidget(m_search);
    content()->addWidget(m_notice);
    content()->addWidget(makeList(), 1);
    content()->addWidget(makeForm());
    connectParts();
    begin();
    startNew();
}

QWidget* ContactsPage::makeList() {
    m_table->setObjectName(QStringLiteral("contactTable"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_found);
    m_table->setStretchColumn(ContactModel::NameColumn);
    m_pay->setObjectName(QStringLiteral("payContact"));
    m_pay->setIcon(icon(QStringLiteral("send")));
    m_pay->setToolTip(tr("Opens the Send page with this address"));
    m_remove->setObjectName(QStringLiteral("removeContact"));
    m_remove->setIcon(icon(QStringLiteral("trash")));
    m_list->addWidget(m_table);
    m_list->addWidget(new StateView(QStringLiteral("contacts"), tr("No contacts yet"),
                                    tr("Give an address a name below. The Send page finds it by "
                                       "that name, and warns of addresses that only look like it."),
                                    this));
    m_list->addWidget(new StateView(QStringLiteral("search"), tr("Nobody found"),
                                    tr("No contact has this in its name or address."), this));
    // In a small window the list gives way, not the form and its warnings.
    m_list->setMinimumHeight(kSpace12);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    return m_list;
}

QWidget* ContactsPage::makeForm() {
    m_formTitle->setObjectName(QStringLiteral("contactFormTitle"));
    QFont strong = m_formTitle->font();
    strong.setBold(true);
    m_formTitle->setFont(strong);
    m_name->setObjectName(QStringLiteral("contactName"));
    m_name->setAccessibleName(tr("Name of the contact"));
    m_name->setMaxLength(kLongestName);
    m_address->setObjectName(QStringLiteral("contactAddress"));
    m_address->setAccessibleName(tr("Address of the contact"));
    m_address->setPlaceholderText(tr("Address or timecoin: link"));
    m_address->setFont(codeFont());
    m_address->setMaxLength(kLongestPasted);
    m_warning->setObjectName(QStringLiteral("contactWarning"));
    m_compared->setObjectName(QStringLiteral("contactCompared"));
    m_compared->hide();
    m_save->setObjectName(QStringLiteral("saveContact"));
    m_save->setProperty("kind", "primary");
    m_new->setObjectName(QStringLiteral("newContact"));
    m_new->setToolTip(tr("Leaves the chosen contact as it is"));
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace2);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_pay);
    buttons->addStretch(1);
    buttons->addWidget(m_new);
    buttons->addWidget(m_save);
    auto* const widget = new QWidget(this);
    auto* const grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace4);
    grid->setVerticalSpacing(kSpace2);
    grid->addWidget(m_formTitle, 0, 0, 1, 2);
    grid->addWidget(fieldName(tr("&Name"), m_name), 1, 0);
    grid->addWidget(m_name, 1, 1);
    grid->addWidget(fieldName(tr("A&ddress"), m_address), 2, 0);
    grid->addWidget(m_address, 2, 1);
    grid->addWidget(m_warning, 3, 1);
    grid->addWidget(m_compared, 4, 1);
    grid->addLayout(buttons, 5, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return widget;
}

void ContactsPage::connectParts() {
    QWidget* before = m_search;
    for (QWidget* const next :
         std::initializer_list<QWidget*>{m_notice->button(), m_table, m_name, m_address, m_compared,
                                         m_remove, m_pay, m_new, m_save}) {
        setTabOrder(before, next);
        before = next;
    }
    connect(m_search, &SearchField::searched, this, &ContactsPage::onSearch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ContactsPage::onSelection);
    connect(m_table, &DataTable::opened, this, [this](const QModelIndex& index) {
        m_table->selectRow(index.row());
        m_name->setFocus(Qt::OtherFocusReason);
        m_name->selectAll();
    });
    connect(m_table, &DataTable::menuAsked, this, &ContactsPage::addToMenu);
    auto* const deleted = new QShortcut(QKeySequence::Delete, m_table);
    deleted->setContext(Qt::WidgetShortcut);
    connect(deleted, &QShortcut::activated, this, &ContactsPage::removeChosen);
    connect(m_pay, &QPushButton::clicked, this, [this] {
        if (const auto contact = chosen()) emit payRequested(contact->address);
    });
    connect(m_remove, &QPushButton::clicked, this, &ContactsPage::removeChosen);
    connect(m_name, &QLineEdit::textChanged, this, &ContactsPage::showWarning);
    connect(m_address, &QLineEdit::textChanged, this, &ContactsPage::onAddress);
    connect(m_compared, &QCheckBox::toggled, this, &ContactsPage::showWarning);
    for (QLineEdit* const field : {m_name, m_address})
        connect(field, &QLineEdit::returnPressed, this, &ContactsPage::save);
    connect(m_save, &QPushButton::clicked, this, &ContactsPage::save);
    connect(m_new, &QPushButton::clicked, this, [this] {
        startNew();
        m_name->setFocus(Qt::OtherFocusReason);
    });
    connect(m_notice, &Notice::actionTriggered, this, &ContactsPage::undoRemove);
    connect(m_notice, &Notice::closed, this, [this] { m_removed.reset(); });
    connect(&wallet(), &WalletService::paymentsReset, this, &ContactsPage::forgetAll);
}

void ContactsPage::addToMenu(QMenu* menu, const QModelIndex& index) {
    if (!index.isValid()) return;
    const QString address = m_model->row(m_found->mapToSource(index).row()).address;
    menu->addAction(tr("Copy the address"), this,
                    [address] { QGuiApplication::clipboard()->setText(address); });
    menu->addAction(icon(QStringLiteral("send")), tr("Pay"), this,
                    [this, address] { emit payRequested(address); });
}

void ContactsPage::focusSearch() {
    m_search->beginSearch();
}

void ContactsPage::onSearch(const QString& text) {
    m_found->setFilterFixedString(text);
    showList();
}

void ContactsPage::showWallet(const WalletSnapshot& snapshot) {
    m_paid = snapshot.paidAddresses;
    m_model->setContacts(snapshot.contacts);
    showList();
    showWarning();
}

void ContactsPage::showList() {
    if (m_model->rowCount() == 0) return m_list->setCurrentIndex(Empty);
    m_list->setCurrentIndex(m_found->rowCount() == 0 ? NothingFound : Table);
}

std::optional<ContactEntry> ContactsPage::chosen() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) return std::nullopt;
    return m_model->row(m_found->mapToSource(rows.first()).row());
}

/// The form is about the chosen contact, or about a new one. An address cannot be changed: it is the
/// contact, and another address is another contact.
void ContactsPage::onSelection() {
    const auto contact = chosen();
    m_pay->setEnabled(contact.has_value());
    m_remove->setEnabled(contact.has_value());
    m_new->setVisible(contact.has_value());
    m_address->setReadOnly(contact.has_value());
    m_formTitle->setText(contact ? tr("Rename the chosen contact") : tr("Add a contact"));
    m_save->setText(contact ? tr("Sav&e") : tr("&Add contact"));
    m_name->setText(contact ? contact->name : QString());
    m_address->setText(contact ? contact->address : QString());
    m_address->setCursorPosition(0);
    showWarning();
}

void ContactsPage::onAddress(const QString& text) {
    m_compared->setChecked(false);
    const PaymentLink link = parsePaymentLink(text, m_prefix);
    if (link.isLink && link.ok()) {
        if (m_name->text().isEmpty()) m_name->setText(link.label.simplified().left(kLongestName));
        return m_address->setText(link.address);  // comes back here
    }
    showWarning();
}

void ContactsPage::startNew() {
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    onSelection();
}

/// Another wallet, or none: what was typed and removed belongs to the one before.
void ContactsPage::forgetAll() {
    m_removed.reset();
    m_notice->clear();
    m_search->clear();
    startNew();
}

QString ContactsPage::twin() const {
    if (m_address->isReadOnly()) return {};
    const PaymentLink link = parsePaymentLink(m_address->text(), m_prefix);
    if (!link.ok()) return {};
    QStringList known = m_paid;
    for (const ContactEntry& contact : m_model->rows()) known += contact.address;
    return nearTwin(link.address, known);
}

QString ContactsPage::addressProblem() const {
    if (chosen() || m_address->text().trimmed().isEmpty()) return {};
    const PaymentLink link = parsePaymentLink(m_address->text(), m_prefix);
    if (!link.ok()) return walletCodeText(link.code, link.detail);
    const int same = m_model->rowOf(link.address);
    if (same >= 0)
        return tr("This address is a contact already: %1. Choose it in the list to rename it.")
            .arg(m_model->row(same).name);
    if (!twin().isEmpty() && !m_compared->isChecked())
        return tr("This address looks like one you know, but it is another one. Somebody may have "
                  "made it to deceive you. The one you know:\n%1")
            .arg(chunks(twin()));
    return {};
}

/// The Send page pays by name: one name must not stand for two addresses.
QString ContactsPage::nameProblem() const {
    const int namesake = m_model->rowOfName(m_name->text().simplified());
    if (namesake < 0) return {};
    const auto contact = chosen();
    if (contact && m_model->row(namesake).address == contact->address) return {};
    return tr("Another contact has this name. Choose one that tells them apart.");
}

void ContactsPage::showWarning() {
    // The snapshot may show the new contact before its answer comes: it is no double then.
    if (m_saving) return;
    const bool deceiving = !twin().isEmpty();
    m_compared->setVisible(deceiving);
    const QString why = addressProblem();
    // What went well before needs no room any more; an offer to undo stays.
    if (!why.isEmpty() && m_notice->kind() == Notice::Kind::Good) m_notice->clear();
    const bool loud = deceiving && !m_compared->isChecked();
    m_warning->say(loud ? Notice::Kind::Bad : Notice::Kind::Wait,
                   why.isEmpty() ? nameProblem() : why);
}

void ContactsPage::refuse(const QString& why, QLineEdit* field) {
    m_warning->say(twin().isEmpty() ? Notice::Kind::Wait : Notice::Kind::Bad, why);
    field->setFocus(Qt::OtherFocusReason);
}

void ContactsPage::save() {
    if (m_saving) return;
    const auto known = chosen();
    ContactEntry contact;
    contact.name = m_name->text().simplified();
    if (contact.name.isEmpty()) return refuse(tr("Enter a name."), m_name);
    if (m_address->text().trimmed().isEmpty())
        return refuse(tr("Enter the address of the contact."), m_address);
    if (const QString why = addressProblem(); !why.isEmpty()) return refuse(why, m_address);
    if (const QString why = nameProblem(); !why.isEmpty()) return refuse(why, m_name);
    contact.address =
        known ? known->address : parsePaymentLink(m_address->text(), m_prefix).address;
    m_saving = true;
    m_save->setEnabled(false);
    deliver(wallet().setContact(contact.address, contact.name), this,
            [this, contact, isNew = !known](const WalletOutcome& outcome) {
                onSaved(contact, isNew, outcome);
            });
}

void ContactsPage::onSaved(const ContactEntry& contact, bool isNew, const WalletOutcome& outcome) {
    m_saving = false;
    m_save->setEnabled(true);
    if (!outcome.ok)
        return m_warning->say(Notice::Kind::Bad, walletCodeText(outcome.code, outcome.detail));
    startNew();
    m_removed.reset();
    m_notice->say(Notice::Kind::Good, isNew
                                          ? tr("%1 is a contact now.").arg(contact.name)
                                          : tr("The contact is called %1 now.").arg(contact.name));
    if (isNew) {
        m_search->clear();  // it might hide the new one
        m_name->setFocus(Qt::OtherFocusReason);
    } else {
        m_table->setFocus(Qt::OtherFocusReason);
    }
}

void ContactsPage::removeChosen() {
    const auto contact = chosen();
    if (!contact) return;
    m_removed = contact;
    wallet().removeContact(contact->address);
    startNew();
    m_notice->say(Notice::Kind::Info, tr("%1 is no longer a contact.").arg(contact->name),
                  tr("Undo"));
}

void ContactsPage::undoRemove() {
    if (!m_removed) return;
    const ContactEntry contact = *m_removed;
    m_removed.reset();
    m_notice->clear();
    deliver(wallet().setContact(contact.address, contact.name), this,
            [this](const WalletOutcome& outcome) {
                if (!outcome.ok)
                    m_notice->say(Notice::Kind::Bad, walletCodeText(outcome.code, outcome.detail));
            });
}

}  // namespace timecoin
