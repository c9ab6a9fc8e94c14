"""The words for what somebody is to others, or was in the events."""

from worker.digest.lexicon.patterns import cue, words

ROLES = words("""
mother mum mam mammy ma father dad da daddy parents? stepfather stepdad stepmother stepmum son
sons daughter daughters stepson stepdaughter brother brothers sister sisters twin
half-?brother half-?sister husband wife missus partner ex ex-?partner ex-?husband ex-?wife
boyfriend girlfriend ex-?boyfriend ex-?girlfriend fianc[eé]e? bloke fella uncle aunt auntie aunty
cousin cousins nephew niece grandmother grandfather gran granny nan nana nanna grandad granda
grandson granddaughter mother-in-law father-in-law brother-in-law sister-in-law son-in-law
daughter-in-law
in-laws? godmother godfather carer carers foster_(?:mother|father|carer|son|daughter) guardian
next_of_kin baby child widow widower
friend friends mate mates best_friend best_mate pal pals butty neighbour neighbours
next-door_neighbour flatmate flatmates housemate roommate lodger tenant landlord landlady
acquaintance classmate schoolfriend ex-?friend
colleague colleagues workmate co-?worker line_manager
(?:shift|team|section|group|project|floor|site)_(?:lead|leader|manager|supervisor) manager
manageress assistant_manager duty_manager deputy_manager boss supervisor foreman gaffer owner
co-?owner proprietor director managing_director chairman chairwoman chair
secretary treasurer trustee employee employer apprentice trainee cashier shopkeeper shop_assistant
assistant barman barmaid bartender bar_staff publican licensee doorman doormen bouncer
door_supervisor
security_guard guard store_detective security_officer loss_prevention_officer receptionist clerk
accountant bookkeeper solicitor barrister lawyer legal_representative magistrate judge coroner
recorder usher interpreter translator intermediary appropriate_adult
driver drivers passenger front_passenger taxi_driver bus_driver lorry_driver van_driver
delivery_driver minicab_driver coach_driver train_driver conductor guard pilot captain skipper
crew steward stewardess courier rider cyclist motorcyclist pedestrian postman postwoman postie
paramedic paramedics ambulance_technician technician emergency_medical_technician nurse
staff_nurse charge_nurse nurse_in_charge sister_in_charge matron midwife health_visitor doctor GP
consultant surgeon registrar anaesthetist pathologist radiologist dentist psychiatrist
psychologist physiotherapist pharmacist vet veterinary_surgeon carer care_worker support_worker
care_assistant healthcare_assistant
social_worker key_worker youth_worker probation_officer teacher head_teacher headteacher
headmistress headmaster head_of_\\w+ teaching_assistant lecturer professor tutor pupil student
nursery_nurse childminder caretaker janitor cleaner chef cook waiter waitress
officer police_officer police_constable constable sergeant inspector detective detective_constable
detective_sergeant detective_inspector custody_sergeant custody_officer response_officer
arresting_officer investigating_officer officer_in_(?:the_)?case exhibits_officer PCSO
community_support_officer special_constable dog_handler firearms_officer scenes?_of_crime_officer
crime_scene_investigator CSI traffic_officer response_driver crewmate crew_mate student_officer
tutor_constable family_liaison_officer
firefighter fire_officer watch_manager crew_manager station_manager fire_investigator coastguard
lifeboat_(?:crew|coxswain) bailiff enforcement_officer prison_officer governor inspector warden
ranger gamekeeper water_bailiff trading_standards_officer housing_officer tenancy_officer
licensing_officer environmental_health_officer
expert scientist forensic_scientist examiner analyst engineer surveyor valuer auditor investigator
interviewer call_handler operator control_room_operator CCTV_operator control_operator dispatcher
victim complainant injured_party aggrieved witness eyewitness suspect accused defendant offender
attacker assailant robber burglar thief perpetrator culprit informant caller bystander passer-?by
customer client regular patient resident occupant occupier householder homeowner keeper
registered_keeper farmer fisherman builder plumber electrician carpenter joiner roofer scaffolder
decorator labourer mechanic fitter welder
priest vicar minister imam rabbi pastor reverend councillor mayor MP DJ musician bride groom
best_man host organiser promoter steward volunteer referee coach player captain goalkeeper jockey
trainer groom coordinator representative rep agent estate_agent letting_agent broker adviser
advisor consultant salesman saleswoman trader dealer drug_dealer debt_collector loan_shark
gangmaster leader ringleader lookout getaway_driver
lad lads lass girl boy man woman lady gentleman chap guy porter night_porter concierge housekeeper
maid night_manager site_manager warehouse_manager operative picker packer barber hairdresser
beautician jeweller butcher baker grocer florist tailor musician
""")
ROLE = cue(ROLES)
RANK = cue(
    r"(?:(?:T|A|Acting|Temp(?:orary)?|Student|Special|Police|Detective|Det\.?|Custody|Chief|"
    r"Woman)[\s/.]*)*(?:PC|WPC|DC|PS|DS|Sgt|Sergeant|Insp(?:ector)?|DI|DCI|CI|Supt|"
    r"Superintendent|Constable|PCSO|SC|Officer|"
    r"DCS|ACC|CSI|SOCO|SIO|Dr|Doctor|Prof(?:essor)?|Nurse|Sister|Matron|Paramedic|Judge|HHJ|"
    r"Recorder|Father|Fr|Rev(?:erend)?|Imam|Rabbi|Cllr|Councillor|Captain|Capt|Major|Lt|Cpl|"
    r"Governor|"
    r"Watch\s+Manager|Crew\s+Manager|Station\s+Manager|Firefighter)\b\.?(?:\s+(?:Constable|"
    r"Sergeant|Inspector|Superintendent))?"
)

# Verbs whose past form says by itself that somebody did something.
DID = words("""
was were is are had has have did does would could can will began became beat bent bit bled blew
bought broke brought built burst came caught chose clung crept cut dealt dealt dug drank drew
drove dropped fed fell felt fled flew flung forgot fought found froze gave got went grabbed grew
held heard hid hit hung hurt kept knelt knew laid lay led left lent let lit lost made
meant met paid pulled put ran rang read rode rose said sat saw sent set shook shone shot showed
shut slept slid smelt spat spoke spent split spun stabbed stole stood stuck struck swore swung
swept swam
took taught told thought threw tore trod understood woke wore wrote says tells goes comes runs
works lives owns keeps knows has drives rang cannae didn't couldn't wouldn't hasn't hadn't doesn't
can't won't (?:was|were|is)_(?:[a-z]+ly_)?[a-z]+ing
""")
PASSIVE = (
    r"(?:was|were|is|has\s+been|had\s+been|got|being|been|gets|be|wasn't)\s+(?:then\s+|also\s+|"
    r"later\s+|since\s+|being\s+|immediately\s+|subsequently\s+|not\s+|badly\s+|already\s+)*"
    r"(?:(?!(?:tired|interested|worried|scared|involved|based|employed|married|used|supposed|"
    r"dressed|called|named|armed|"
    r"excited|drunk|sure|pleased|annoyed|concerned)\b)\w+ed|taken|hit|cut|struck|beaten|thrown|"
    r"given|told|shot|held|seen|found|bitten|kept|put|"
    r"hurt|robbed|left|caught|stuck|sent|driven|shown|brought|led|knocked|stabbed|broken|made|"
    r"paid|bought|chosen|known\s+to|run\s+over)\b"
)
# Verbs that are done to somebody who stands right behind.
DONE_TO = words("""
hit hits punched kicked slapped stabbed cut shot pushed shoved pulled grabbed dragged threw bit
headbutted butted struck beat elbowed kneed stamped_on jumped_on strangled choked throttled
headlocked
arrested detained searched cautioned handcuffed restrained interviewed escorted conveyed took
takes taken brought charged released tasered approached followed chased stopped
told asked warned threatened robbed attacked assaulted slashed glassed burned burnt sprayed
spat_at spat_on swung_at lunged_at pointed_at shouted_at swore_at  rang phoned texted
messaged paid gave sold showed handed
helped treated bandaged rescued comforted held carried lifted saw seen recognised identified know
knew met visited
hurt injured killed held_up went_for ran_at charged_at came_at laid_into set_about knocked
knocked_out knocked_down ran_over caught sacked sent
""")
